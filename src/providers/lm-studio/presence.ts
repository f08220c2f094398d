import type { Presence } from '../provider.ts'
import { lmStudioAddress } from './address.ts'
import { manifest } from './manifest.ts'
import { readLmStudioModels } from './models.ts'
import { matchLmStudioProcess } from './processes.ts'

/** LM Studio: the models that its server holds, where the person has started that. */
export const presence: Presence = {
  manifest,
  roots: () => [],
  modelWindow: () => undefined,
  matchProcess: matchLmStudioProcess,
  modelServer: {
    address: lmStudioAddress,
    paths: ['/api/v1/models', '/api/v0/models'],
    read: readLmStudioModels,
  },
}
