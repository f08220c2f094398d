import type { BesideFacts, SmallFileReader } from '../provider.ts'
import { parseObject } from '../json-values.ts'
import { pathOfPlace } from './places.ts'

const CHAT_IN_WORKSPACE = /([\\/])chatSessions[\\/][^\\/]+$/

/** The folder of the workspace that a chat was held in. A workspace of several folders has none that is the chat's. */
export function chatBeside(path: string, files: SmallFileReader): BesideFacts {
  const [ending, separator] = CHAT_IN_WORKSPACE.exec(path) ?? []
  if (ending === undefined) return {}
  const workspace = files.read(`${path.slice(0, -ending.length)}${separator}workspace.json`)
  const cwd = pathOfPlace(parseObject(workspace ?? '')?.['folder'])
  return cwd === undefined ? {} : { cwd }
}
