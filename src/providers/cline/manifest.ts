import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('cline'),
  name: 'Cline',
  vendor: 'Cline Bot',
  color: '#9d4edd',
  monogram: 'Cl',
  knows: {
    tokens: { level: 'exact', from: 'metrics of each answer; api_req_started in tasks of older extensions' },
    context: { level: 'partial', from: 'tokens of the last answer; the size of the window is not told' },
    cost: { level: 'partial', from: 'api_req_started in tasks of older extensions; nothing in sessions' },
    errors: {
      level: 'partial',
      from: 'messages shown as errors; requests that a session tried again leave no trace',
    },
    state: { level: 'partial', from: 'the last message; a wait for permission looks like a running tool' },
    files: { level: 'partial', from: 'file tools and patches; not what commands touch' },
  },
}
