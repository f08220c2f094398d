import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import { isUuid } from '../lineages/gemini/ids.ts'
import { type JsonObject, maybeObjectOf, textOf, tokensOf } from '../json-values.ts'
import { isNothing, tokenCounts, type Usage } from '../lineages/gemini/usage.ts'
import type { State } from './state.ts'

/**
 * Tells the tokens of an answer, if they are written down yet. An answer is told again and again, also within
 * lists of messages; its key makes it one.
 */
export function tellTokens(state: State, sink: TranscriptSink, message: JsonObject, at: number): void {
  const id = textOf(message['id'])
  const usage = usageOf(maybeObjectOf(message['tokens']))
  if (id === undefined || !usage || isNothing(usage)) return
  sink.response({
    // Copies keep the ids of messages. Only the older ones and hand-made ones are no UUIDs.
    key: isUuid(id) ? id : `${state.sessionId ?? ''}/${id}`,
    model: textOf(message['model']) ?? state.model ?? '',
    at,
    counts: tokenCounts(usage),
    cacheWrite1h: 0,
    reasoning: usage.thoughts,
    contextUsed: usage.prompt,
    sidechain: state.isSubagent,
  })
}

/** `total` is the sum of `input`, `output`, `thoughts` and `tool`; `input` contains `cached`. */
function usageOf(tokens: JsonObject | undefined): Usage | undefined {
  if (!tokens) return undefined
  const thoughts = tokensOf(tokens['thoughts']) ?? 0
  return {
    prompt: tokensOf(tokens['input']) ?? 0,
    cached: tokensOf(tokens['cached']) ?? 0,
    toolPrompt: tokensOf(tokens['tool']) ?? 0,
    output: (tokensOf(tokens['output']) ?? 0) + thoughts,
    thoughts,
  }
}
