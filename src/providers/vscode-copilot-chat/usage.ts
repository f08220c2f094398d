import { countOf, type JsonObject, objectOf } from '../json-values.ts'

/** Tokens of a turn's last request to the model. How much of the prompt was cached is not told. */
export interface Usage {
  readonly prompt: number
  readonly output: number
}

/** The usage that a turn writes down: Copilot in its result, newer editors in the turn itself. */
export function usageOf(turn: JsonObject): Usage | undefined {
  const result = objectOf(turn['result'])
  for (const place of [objectOf(result['metadata']), result, turn]) {
    const prompt = countOf(place['promptTokens']) ?? 0
    const output = countOf(place['outputTokens']) ?? countOf(place['completionTokens']) ?? 0
    if (prompt > 0 || output > 0) return { prompt, output }
  }
  return undefined
}
