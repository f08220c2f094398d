import type { SessionReader } from '../../sessions/session-reader.ts'
import type { SharedFile } from './shared-files.ts'

/** Sessions that are compared: whoever runs more at once knows that they meet. */
const MOST_SESSIONS = 50

/** Files that this live session wrote and that other live ones wrote, too; none of a session that has ended. */
export function sharedFiles(
  reader: Pick<SessionReader, 'running' | 'files'>,
  id: string,
): readonly SharedFile[] {
  const running = reader.running()
  if (!running.includes(id)) return []
  const own = writtenBy(reader, id)
  const shared = new Map<string, string[]>()
  for (const other of running.filter((candidate) => candidate !== id).slice(0, MOST_SESSIONS)) {
    for (const path of writtenBy(reader, other)) {
      if (own.has(path)) shared.set(path, [...(shared.get(path) ?? []), other])
    }
  }
  return [...shared].map(([path, sessionIds]) => ({ path, sessionIds }))
}

/** A relative path says nothing between sessions. */
function writtenBy(reader: Pick<SessionReader, 'files'>, id: string): ReadonlySet<string> {
  return new Set(reader.files(id).flatMap(({ path, writes }) => (writes > 0 && isWhole(path) ? [path] : [])))
}

function isWhole(path: string): boolean {
  return path.startsWith('/') || /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path)
}
