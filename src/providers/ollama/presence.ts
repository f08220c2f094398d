import type { Presence } from '../provider.ts'
import { ollamaAddress } from './address.ts'
import { manifest } from './manifest.ts'
import { readOllamaModels } from './models.ts'
import { matchOllamaProcess } from './processes.ts'

/** Ollama: the models that its server holds. It keeps no log of what they are asked. */
export const presence: Presence = {
  manifest,
  roots: () => [],
  modelWindow: () => undefined,
  matchProcess: matchOllamaProcess,
  modelServer: { address: ollamaAddress, paths: ['/api/ps'], read: readOllamaModels },
}
