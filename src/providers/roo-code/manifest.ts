import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('roo-code'),
  name: 'Roo Code',
  vendor: 'Roo Code',
  color: '#2f9e6e',
  monogram: 'Ro',
  knows: {
    tokens: {
      level: 'exact',
      from: 'api_req_started of each request; what condensing a context used is told as its price alone',
    },
    context: { level: 'partial', from: 'tokens of the last request; the window is deduced from the model' },
    cost: { level: 'partial', from: 'api_req_started, where every request has a price' },
    errors: { level: 'exact', from: 'api_req_failed, api_req_retry_delayed and cancelled requests' },
    state: { level: 'partial', from: 'the last message; a wait for permission looks like a running tool' },
    files: { level: 'partial', from: 'file tools; not what commands touch' },
  },
}
