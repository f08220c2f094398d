import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('copilot-cli'),
  name: 'GitHub Copilot CLI',
  vendor: 'GitHub',
  color: '#8957e5',
  monogram: 'Co',
  namedLimit: 'github_copilot',
  knows: {
    tokens: {
      level: 'exact',
      from: 'session.usage_record; before it, session.shutdown at the end of each run',
    },
    context: { level: 'exact', from: 'session.usage_record, tool telemetry and session.compaction_complete' },
    cost: { level: 'none', from: 'credits of a plan, no price' },
    errors: { level: 'partial', from: 'session.error; requests that were tried again leave no trace' },
    state: {
      level: 'partial',
      from: 'assistant.turn_start and turn_end; a wait for permission looks like a tool',
    },
    files: { level: 'partial', from: 'arguments of file tools; what a shell command touches is not told' },
  },
}
