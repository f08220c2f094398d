import { isJsonObject, textOf, tokensOf, type JsonObject } from '../json-values.ts'
import type { LoadedModel, LoadedModels } from '../provider.ts'

/** Ollama's Go server writes the year 1 where it has no time. */
const FIRST_POSSIBLE_EXPIRY = Date.UTC(2020, 0)

/** Reads the answer to `GET /api/ps`. */
export function readOllamaModels(answer: unknown): LoadedModels | undefined {
  if (!isJsonObject(answer) || !Array.isArray(answer['models'])) throw new Error('not a list of models')
  const entries: readonly unknown[] = answer['models']
  const models = entries.flatMap((entry) => (isJsonObject(entry) ? (loadedModel(entry) ?? []) : []))
  return { models, malformed: entries.length - models.length }
}

function loadedModel(entry: JsonObject): LoadedModel | undefined {
  const name = textOf(entry['name']) ?? textOf(entry['model'])
  if (name === undefined) return undefined
  return {
    id: name,
    model: name,
    contextTokens: tokensOf(entry['context_length']) || undefined,
    sizeBytes: bytesOf(entry['size']),
    graphicsBytes: bytesOf(entry['size_vram']),
    unloadsAt: expiryOf(entry['expires_at']),
  }
}

function bytesOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function expiryOf(value: unknown): Date | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return at > FIRST_POSSIBLE_EXPIRY ? new Date(at) : undefined
}
