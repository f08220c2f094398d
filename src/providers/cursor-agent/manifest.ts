import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('cursor-agent'),
  name: 'Cursor CLI',
  vendor: 'Anysphere',
  color: '#8b949e',
  monogram: 'Ca',
  namedLimit: 'cursor_default',
  knows: {
    tokens: { level: 'none', from: 'not written down' },
    context: {
      level: 'partial',
      from: 'the gauge in the last state of the chat, which older versions leave out',
    },
    cost: { level: 'none', from: 'not written down' },
    errors: { level: 'none', from: 'not known how failed requests are written down' },
    state: { level: 'partial', from: 'the last message; a wait for permission looks like a running tool' },
    files: { level: 'partial', from: 'tools that name one file; not what commands touch' },
  },
}
