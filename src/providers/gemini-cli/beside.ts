import type { BesideFacts, SmallFileReader } from '../provider.ts'

const CHAT = /^(.*[\\/])chats[\\/][^\\/]+\.jsonl?$/

/** The folder that a project's chats are about, as the file beside them says. `path` is a chat's. */
export function geminiBeside(path: string, files: SmallFileReader): BesideFacts {
  const project = CHAT.exec(path)?.[1]
  const folder = project === undefined ? undefined : files.read(`${project}.project_root`)?.trim()
  return folder === undefined || folder === '' || folder.includes('\n') ? {} : { cwd: folder }
}
