import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('windsurf'),
  name: 'Windsurf',
  vendor: 'Cognition',
  color: '#0ea5a0',
  monogram: 'Wi',
  knows: {
    tokens: { level: 'none', from: 'conversations are encrypted' },
    context: { level: 'none', from: 'conversations are encrypted' },
    cost: { level: 'none', from: 'conversations are encrypted' },
    errors: { level: 'none', from: 'conversations are encrypted' },
    state: { level: 'partial', from: 'when a conversation’s file was made and last written' },
    files: { level: 'none', from: 'conversations are encrypted' },
  },
}
