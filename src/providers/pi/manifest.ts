import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('pi'),
  name: 'Pi',
  vendor: 'Mario Zechner',
  color: '#d9734e',
  monogram: 'Pi',
  knows: {
    tokens: {
      level: 'partial',
      from: 'usage of each answer; the request of a compaction is not written down',
    },
    context: {
      level: 'partial',
      from: 'usage.totalTokens; after a compaction unknown until the next answer',
    },
    cost: { level: 'partial', from: 'usage.cost of each answer, by Pi’s own price list' },
    errors: { level: 'exact', from: 'stopReason error and errorMessage' },
    state: {
      level: 'partial',
      from: 'stopReason and tool results; nothing is written before the first answer',
    },
    files: {
      level: 'partial',
      from: 'arguments of read, write and edit; what a shell command touches is not told',
    },
  },
}
