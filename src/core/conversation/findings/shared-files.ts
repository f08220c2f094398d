import type { Finding } from '../../../shared/contract/timeline.ts'
import { finding, type Messages, quoted } from './finding.ts'

/** A file that other live sessions write as well. */
export interface SharedFile {
  readonly path: string
  /** Ids of the others. */
  readonly sessionIds: readonly string[]
}

/** Two live sessions that edit one file undo each other's work without knowing. */
export function sharedFileFindings(messages: Messages, shared: readonly SharedFile[]): readonly Finding[] {
  return shared.map(({ path, sessionIds }) => {
    const others =
      sessionIds.length === 1 ? 'Another live session edits' : `${sessionIds.length} other live sessions edit`
    const sentence = `${others} ${quoted(path)}, too.`
    return finding(
      messages,
      { kind: 'shared-files', severity: 'warning', sentence, sessionIds: [...sessionIds] },
      messages.flatMap(({ kind, tool }, position) =>
        kind === 'tool-call' && tool?.access === 'write' && tool.target !== null && isSame(path, tool.target)
          ? [position]
          : [],
      ),
    )
  })
}

/** A call may spell a path relative to its folder. */
function isSame(path: string, target: string): boolean {
  return path === target || path.endsWith(`/${target}`) || path.endsWith(`\\${target}`)
}
