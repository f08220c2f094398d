import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('antigravity'),
  name: 'Antigravity',
  vendor: 'Google',
  color: '#7c6cf2',
  monogram: 'An',
  knows: {
    tokens: { level: 'none', from: 'not in the transcript' },
    context: {
      level: 'partial',
      from: 'counted from the text, of which the transcript leaves out long pieces',
    },
    cost: { level: 'none', from: 'not written down' },
    errors: { level: 'none', from: 'not known how failed requests are written down' },
    state: { level: 'partial', from: 'the last step; a wait for permission looks like a running tool' },
    files: { level: 'partial', from: 'tools that name one file; not what commands touch' },
  },
}
