import { isJsonObject, type JsonObject, objectOf, textOf, tokensOf } from '../json-values.ts'
import type { LoadedModel, LoadedModels } from '../provider.ts'

/**
 * Reads the answer to `GET /api/v1/models` (0.4 and later) or `GET /api/v0/models`. Both list what is installed, with
 * what of it is loaded. A path that LM Studio does not know is answered with 200 and `error`.
 */
export function readLmStudioModels(answer: unknown): LoadedModels | undefined {
  if (isJsonObject(answer)) {
    if (Array.isArray(answer['models'])) return readAll(answer['models'], instancesOf)
    if (Array.isArray(answer['data'])) return readAll(answer['data'], loadedOf)
    if (answer['error'] !== undefined) return undefined
  }
  throw new Error('not a list of models')
}

/** Models of an entry, one for each time that it is loaded; `undefined` stands for one that cannot be read. */
type EntryReader = (entry: JsonObject) => readonly (LoadedModel | undefined)[]

function readAll(entries: readonly unknown[], read: EntryReader): LoadedModels {
  const found = entries.flatMap((entry) => (isJsonObject(entry) ? read(entry) : [undefined]))
  const models = found.filter((model) => model !== undefined)
  return { models, malformed: found.length - models.length }
}

function instancesOf(entry: JsonObject): readonly (LoadedModel | undefined)[] {
  const model = textOf(entry['key'])
  const instances: unknown = entry['loaded_instances'] ?? []
  if (model === undefined || !Array.isArray(instances)) return [undefined]
  return instances.map((instance: unknown) => {
    const { id, config } = objectOf(instance)
    const name = textOf(id)
    return name === undefined ? undefined : loaded(name, model, objectOf(config)['context_length'])
  })
}

function loadedOf(entry: JsonObject): readonly (LoadedModel | undefined)[] {
  const id = textOf(entry['id'])
  const state = textOf(entry['state'])
  if (id === undefined || state === undefined) return [undefined]
  return state === 'loaded' ? [loaded(id, id, entry['loaded_context_length'])] : []
}

/** `size_bytes` is the file's, not what the model takes of the memory: it is left out. */
function loaded(id: string, model: string, context: unknown): LoadedModel {
  return {
    id,
    model,
    contextTokens: tokensOf(context) || undefined,
    sizeBytes: undefined,
    graphicsBytes: undefined,
    unloadsAt: undefined,
  }
}
