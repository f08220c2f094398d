import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('kilo'),
  name: 'Kilo',
  vendor: 'Kilo Code',
  color: '#f8f675',
  monogram: 'Ki',
  knows: {
    tokens: { level: 'partial', from: 'tokens of each message; making up a title is not counted anywhere' },
    context: { level: 'partial', from: 'tokens of the last answer; the window is deduced from the model' },
    cost: { level: 'partial', from: 'sums of the session, where every answer has a price' },
    errors: { level: 'partial', from: 'message.error; requests that were tried again leave no trace' },
    state: { level: 'partial', from: 'the last message; a wait for permission looks like a running tool' },
    files: { level: 'partial', from: 'file tools and patches; not what commands touch' },
  },
}
