import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('vscode-copilot-chat'),
  name: 'VS Code Copilot Chat',
  vendor: 'GitHub',
  color: '#0078d4',
  monogram: 'VS',
  namedLimit: 'github_copilot',
  knows: {
    tokens: {
      level: 'partial',
      from: 'the last prompt of each turn and its output; earlier rounds of a turn are not written down',
    },
    context: { level: 'exact', from: 'the last prompt, and maxInputTokens of the selected model' },
    cost: { level: 'none', from: 'credits of a plan, no price' },
    errors: {
      level: 'partial',
      from: 'errorDetails of a turn; requests that were tried again leave no trace',
    },
    state: { level: 'partial', from: 'modelState of the last turn; the editor writes it down late' },
    files: {
      level: 'partial',
      from: 'groups of edits, and the read tool; what a command touches is not told',
    },
  },
}
