import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('continue'),
  name: 'Continue',
  vendor: 'Continue',
  color: '#be4b9b',
  monogram: 'Cn',
  knows: {
    tokens: {
      level: 'partial',
      from: 'usage of each answer and of the session; cache writes count as input, editors write no usage',
    },
    context: { level: 'partial', from: 'usage of the last answer; the window is deduced from the model' },
    cost: { level: 'none', from: 'totalCost, which was seen with made-up prices' },
    errors: { level: 'none', from: 'requests that failed leave no trace' },
    state: { level: 'partial', from: 'the last message, as of the last time that the file was written' },
    files: { level: 'partial', from: 'arguments of file tools; not what a shell command touches' },
  },
}
