import type { ModelResponse } from '../../shared/domain/transcript.ts'
import type { TranscriptReading } from './read-transcript.ts'

/** A reading on its way from one thread to another: many small objects are costly to copy, and one array is not. */
export interface PackedReading extends Omit<TranscriptReading, 'responses'> {
  readonly keys: readonly string[]
  /** Names of the models, each once. */
  readonly models: readonly string[]
  /** `COLUMNS` numbers for each response; see `numbersOf`. */
  readonly numbers: Float64Array
}

const COLUMNS = 10

export function packReading({ responses, ...rest }: TranscriptReading): PackedReading {
  const models = new Map<string, number>()
  const numbers = new Float64Array(responses.length * COLUMNS)
  for (const [index, response] of responses.entries()) {
    const model = models.get(response.model) ?? models.size
    models.set(response.model, model)
    numbers.set(numbersOf(response, model), index * COLUMNS)
  }
  return { ...rest, keys: responses.map((response) => response.key), models: [...models.keys()], numbers }
}

export function unpackReading({ keys, models, numbers, ...rest }: PackedReading): TranscriptReading {
  return {
    ...rest,
    responses: keys.map((key, index) =>
      responseOf(key, models, numbers.subarray(index * COLUMNS, (index + 1) * COLUMNS)),
    ),
  }
}

function numbersOf(response: ModelResponse, model: number): readonly number[] {
  const { at, counts, cacheWrite1h, reasoning, contextUsed, sidechain } = response
  const { uncachedInput, cacheRead, cacheWrite, output } = counts
  return [
    model,
    at,
    uncachedInput,
    cacheRead,
    cacheWrite,
    output,
    cacheWrite1h,
    reasoning,
    contextUsed ?? Number.NaN,
    Number(sidechain),
  ]
}

function responseOf(key: string, models: readonly string[], numbers: Float64Array): ModelResponse {
  const [model = 0, at = 0, uncachedInput = 0, cacheRead = 0, cacheWrite = 0, output = 0, ...rest] = numbers
  const [cacheWrite1h = 0, reasoning = 0, contextUsed = Number.NaN, sidechain = 0] = rest
  return {
    key,
    model: models[model] ?? '',
    at,
    counts: { uncachedInput, cacheRead, cacheWrite, output },
    cacheWrite1h,
    reasoning,
    contextUsed: Number.isNaN(contextUsed) ? undefined : contextUsed,
    sidechain: sidechain === 1,
  }
}
