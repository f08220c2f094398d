import type { ToolOutcome, TranscriptSink } from '../../../shared/domain/transcript.ts'
import { absolutePath } from '../../paths.ts'
import { instantIn, type JsonObject, objectIn, textIn } from './json.ts'

/** Tools that name the file that they read or write in `filePath`. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['edit', 'write'],
  ['multiedit', 'write'],
  ['patch', 'write'],
])
/** What stands in place of a tool's error where a person, or a person's rule, kept it from running on. */
const REFUSED = /\buser (?:has )?(?:rejected|dismissed)\b|\bTool execution aborted\b/i

/** A tool call that has no result yet. */
export interface OpenCall {
  readonly since: number
}

/** Tells a part of the type `tool`. Answers the call where it is still open. */
export function tellToolPart(
  part: { readonly id: string; readonly data: JsonObject },
  messageAt: number,
  cwd: string | undefined,
  sink: TranscriptSink,
): OpenCall | undefined {
  const { id, data } = part
  const state = objectIn(data, 'state')
  const tool = textIn(data, 'tool') ?? ''
  const time = objectIn(state, 'time')
  const since = instantIn(time, 'start') ?? messageAt
  // The part's own id: the call's is the model server's, and some start counting again with each answer.
  sink.toolCall(id, tool, since)
  const outcome = outcomeOf(state)
  if (outcome === undefined) return { since }
  const at = instantIn(time, 'end') ?? since
  sink.seen(at)
  sink.toolResult(id, outcome, at)
  const access = FILE_TOOLS.get(tool)
  const path = textIn(objectIn(state, 'input'), 'filePath')
  if (outcome === 'ok' && access && path !== undefined) sink.file(absolutePath(path, cwd), access)
  return undefined
}

/** How a call went; `undefined` while it runs. */
export function outcomeOf(state: JsonObject): ToolOutcome | undefined {
  const status = textIn(state, 'status')
  if (status === 'error') return REFUSED.test(textIn(state, 'error') ?? '') ? 'rejected' : 'error'
  // `success` is what versions before 1.0 wrote.
  if (status !== 'completed' && status !== 'success') return undefined
  const exit = objectIn(state, 'metadata')['exit']
  return typeof exit === 'number' && exit !== 0 ? 'error' : 'ok'
}
