import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('claude-code'),
  name: 'Claude Code',
  vendor: 'Anthropic',
  color: '#d97757',
  monogram: 'Cc',
  namedLimit: 'claude_pro',
  knows: {
    tokens: { level: 'exact', from: 'usage of each message; cost-state for what no message carries' },
    context: { level: 'exact', from: 'usage of the last message' },
    cost: { level: 'partial', from: 'cost-state, in recent versions' },
    errors: {
      level: 'partial',
      from: 'API errors, and in headless runs api_error; a terminal’s retries leave no trace',
    },
    state: {
      level: 'exact',
      from: 'sessions/<pid>.json since 2.1.150; the transcript before it and for claude -p',
    },
    files: { level: 'partial', from: 'file tools and saved file versions; not what commands touch' },
  },
}
