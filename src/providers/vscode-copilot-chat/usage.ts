import { countIn, type JsonObject, objectIn } from '../json-fields.ts'

/** Tokens of a turn's last request to the model. How much of the prompt was cached is not told. */
export interface Usage {
  readonly prompt: number
  readonly output: number
}

/** The usage that a turn writes down: Copilot in its result, newer editors in the turn itself. */
export function usageOf(turn: JsonObject): Usage | undefined {
  const result = objectIn(turn, 'result')
  for (const place of [objectIn(result, 'metadata'), result, turn]) {
    const prompt = countIn(place, 'promptTokens') ?? 0
    const output = countIn(place, 'outputTokens') ?? countIn(place, 'completionTokens') ?? 0
    if (prompt > 0 || output > 0) return { prompt, output }
  }
  return undefined
}
