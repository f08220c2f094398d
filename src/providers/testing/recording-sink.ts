import type {
  ModelResponse,
  ReportedTotal,
  TranscriptError,
  TranscriptSink,
  TurnPhase,
} from '../../shared/domain/transcript.ts'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../shared/domain/tokens.ts'

/** Keeps every call, in order: what two ways of reading one transcript are compared by. */
export interface Recording {
  readonly calls: readonly (readonly [method: string, ...args: unknown[]])[]
  /** The winning row of each response key. */
  readonly responses: ReadonlyMap<string, ModelResponse>
  readonly sums: TokenCounts
  readonly errors: readonly TranscriptError[]
  readonly reportedTotals: readonly ReportedTotal[]
  readonly lastPhase: TurnPhase | undefined
  /** Arguments of all calls of one method. */
  of(method: keyof TranscriptSink): readonly (readonly unknown[])[]
}

/** A sink for tests: it records, and applies no rule but the one of `ModelResponse.key`. */
export function recordingSink(): { sink: TranscriptSink; recording: Recording } {
  const calls: [string, ...unknown[]][] = []
  const responses = new Map<string, ModelResponse>()
  const sink = new Proxy({} as TranscriptSink, {
    get(_target, method) {
      return (...args: unknown[]) => {
        calls.push([String(method), ...args])
        if (method === 'response') keepResponse(responses, args[0] as ModelResponse)
      }
    },
  })
  const of = (method: keyof TranscriptSink) =>
    calls.filter((call) => call[0] === method).map((call) => call.slice(1))
  const recording: Recording = {
    calls,
    responses,
    of,
    get sums() {
      return [...responses.values()].reduce((sum, response) => addTokens(sum, response.counts), NO_TOKENS)
    },
    get errors() {
      return of('error').map((args) => args[0] as TranscriptError)
    },
    get reportedTotals() {
      return of('reportedTotal').map((args) => args[0] as ReportedTotal)
    },
    get lastPhase() {
      return of('phase').at(-1)?.[0] as TurnPhase | undefined
    },
  }
  return { sink, recording }
}

function keepResponse(responses: Map<string, ModelResponse>, response: ModelResponse): void {
  const known = responses.get(response.key)
  if (!known || response.counts.output >= known.counts.output) responses.set(response.key, response)
}
