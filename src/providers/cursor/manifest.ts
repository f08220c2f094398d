import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('cursor'),
  name: 'Cursor',
  vendor: 'Anysphere',
  color: '#7d8590',
  monogram: 'Cu',
  namedLimit: 'cursor_default',
  knows: {
    tokens: {
      level: 'partial',
      from: 'tokenCount of some old bubbles; versions of today write no usage down',
    },
    context: { level: 'exact', from: 'contextTokensUsed and contextTokenLimit of the composer' },
    cost: { level: 'none', from: 'not written down' },
    errors: { level: 'partial', from: 'errorDetails, and the status of the last turn' },
    state: { level: 'partial', from: 'status and the last bubble; which window shows it is not known' },
    files: { level: 'partial', from: 'tools that name one file, and files that the composer created' },
  },
}
