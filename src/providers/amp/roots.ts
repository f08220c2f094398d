import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

const THREAD_ID = /^T-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const EXTENSION = '.json'

/** The folder for data is `~/.local/share` on every system that parsers of threads know of. */
export function ampRoots({ platform, home, env }: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf({ platform })
  const folderIn = (name: string) => {
    const path = env[name] ?? ''
    return paths.isAbsolute(path) ? path : undefined
  }
  const data = folderIn('XDG_DATA_HOME') ?? paths.join(home, '.local', 'share')
  const folder = folderIn('AMP_DATA_DIR') ?? paths.join(data, 'amp')
  return [{ path: paths.join(folder, 'threads'), maxDepth: 0 }]
}

export function ampTranscript(path: string): TranscriptRef | undefined {
  const sessionId = threadOfFile(path)
  return sessionId === undefined ? undefined : { sessionId, subagentOf: undefined, form: 'document' }
}

/** The thread that a file's name holds. */
export function threadOfFile(name: string): string | undefined {
  const id = name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : ''
  return isThreadId(id) ? id : undefined
}

export function isThreadId(text: string): boolean {
  return THREAD_ID.test(text)
}
