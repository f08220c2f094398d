import type { ToolOutcome } from '../../shared/domain/transcript.ts'

/** How far a tool's output must be seen to know how it went: its first lines … */
export const OUTPUT_HEAD = 240
/** … and, where it is JSON with its metadata last, the end of the record. */
export const OUTPUT_TAIL = 800

const EXIT_CODE =
  /^"(?:Exit code: |(?:Chunk ID: [^"\\]*\\n)?Wall time: [^"\\]*\\nProcess exited with code )(-?\d+)/
const METADATA_EXIT_CODE = ',\\"metadata\\":{\\"exit_code\\":'
/** First words of outputs that Codex writes in place of a tool's own. */
const FAILURES = [
  'unsupported call',
  'unsupported custom tool call',
  'failed to parse',
  'failed in sandbox',
  'execution error',
  'exec_command failed',
  'write_stdin failed',
  'apply_patch verification failed',
  'patch rejected',
  'tool call error',
  'err: ',
]
const REFUSED = /rejected by (?:the )?user|exec command rejected|^"aborted(?: by user)?\b/i

/**
 * How a tool went, from its output as the record holds it: JSON text, escapes and all. `head` begins at the
 * output's value, `tail` gives the end of it, or of the record. An output that says nothing of a failure is a success.
 */
export function outcomeOfOutput(head: string, tail: () => string): ToolOutcome {
  if (head.startsWith('"{\\"')) return exitOutcome(metadataExitCode(tail()))
  const exit = EXIT_CODE.exec(head)
  if (exit) return exitOutcome(Number(exit[1]))
  if (head.startsWith('{')) return /"success":false/.test(head) ? 'error' : 'ok'
  if (REFUSED.test(head)) return 'rejected'
  const words = head.slice(1).toLowerCase()
  return FAILURES.some((failure) => words.startsWith(failure)) ? 'error' : 'ok'
}

/** An escaped quote within the output's own JSON has three backslashes, so this one is the metadata's. */
function metadataExitCode(tail: string): number {
  const at = tail.indexOf(METADATA_EXIT_CODE)
  return at < 0 ? 0 : Number.parseInt(tail.slice(at + METADATA_EXIT_CODE.length), 10)
}

export function exitOutcome(exitCode: number): ToolOutcome {
  return exitCode === 0 || Number.isNaN(exitCode) ? 'ok' : 'error'
}

const STATUS_OUTCOMES: ReadonlyMap<string, ToolOutcome> = new Map([
  ['completed', 'ok'],
  ['failed', 'error'],
  ['declined', 'rejected'],
])

/** How an item went, from its `status`; `undefined` where that says nothing. */
export function statusOutcome(status: string | undefined): ToolOutcome | undefined {
  return status === undefined ? undefined : STATUS_OUTCOMES.get(status)
}
