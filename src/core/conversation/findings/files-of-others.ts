import type { SessionReader } from '../../sessions/session-reader.ts'
import type { SharedFile } from './shared-files.ts'

/** Sessions that are compared: whoever runs more at once knows that they meet. */
const MOST_SESSIONS = 50

/** Files that this live session wrote and that other live ones wrote, too; none of a session that has ended. */
export function sharedFiles(
  reader: Pick<SessionReader, 'live' | 'detail'>,
  id: string,
): readonly SharedFile[] {
  const running = reader
    .live()
    .filter(({ state }) => state !== 'ended')
    .map((session) => session.id)
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
function writtenBy(reader: Pick<SessionReader, 'detail'>, id: string): ReadonlySet<string> {
  const files = reader.detail(id)?.files ?? []
  return new Set(files.flatMap(({ path, writes }) => (writes > 0 && isWhole(path) ? [path] : [])))
}

function isWhole(path: string): boolean {
  return path.startsWith('/') || /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path)
}
