import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('ollama'),
  name: 'Ollama',
  vendor: 'Ollama',
  color: '#4b5563',
  monogram: 'Ol',
  knows: {
    tokens: { level: 'none', from: 'told to whoever asks a model, and written down nowhere' },
    context: { level: 'partial', from: 'context_length of GET /api/ps: the size, not how much is in use' },
    cost: { level: 'none', from: 'runs on this machine' },
    errors: { level: 'none', from: 'told to whoever asks a model' },
    state: { level: 'partial', from: 'GET /api/ps: which models are loaded, not whether they are at work' },
    files: { level: 'none', from: 'a model touches none' },
  },
}
