import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('lm-studio'),
  name: 'LM Studio',
  vendor: 'Element Labs',
  color: '#6d4aff',
  monogram: 'LM',
  knows: {
    tokens: { level: 'none', from: 'told to whoever asks a model; its own chats are not read' },
    context: {
      level: 'partial',
      from: 'context_length of GET /api/v1/models: the size, not how much is in use',
    },
    cost: { level: 'none', from: 'runs on this machine' },
    errors: { level: 'none', from: 'told to whoever asks a model' },
    state: { level: 'partial', from: 'which models are loaded, not whether they are at work' },
    files: { level: 'none', from: 'a model touches none' },
  },
}
