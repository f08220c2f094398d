import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('codex'),
  name: 'Codex',
  vendor: 'OpenAI',
  color: '#10a37f',
  monogram: 'Cx',
  knows: {
    tokens: { level: 'exact', from: 'token_usage_record, before 0.156 token_count' },
    context: { level: 'exact', from: 'token_count' },
    cost: { level: 'none', from: 'not written down' },
    errors: { level: 'partial', from: 'task_complete.error; requests that were tried again leave no trace' },
    state: { level: 'partial', from: 'task_started, task_complete; a wait for approval leaves no trace' },
    files: { level: 'partial', from: 'patches, and commands that Codex read as showing a file' },
  },
}
