import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('gemini-cli'),
  name: 'Gemini CLI',
  vendor: 'Google',
  color: '#4285f4',
  monogram: 'Ge',
  knows: {
    tokens: {
      level: 'partial',
      from: 'tokens of each answer; requests for routing and compressing are not written down',
    },
    context: { level: 'exact', from: 'tokens.input of the last answer; the window from a list of models' },
    cost: { level: 'none', from: 'not written down' },
    errors: {
      level: 'partial',
      from: 'error messages of the terminal; runs without one only drop the prompt, and retries leave no trace',
    },
    state: {
      level: 'partial',
      from: 'the last message; a tool is written down when it has ended, so a wait for approval leaves no trace',
    },
    files: { level: 'partial', from: 'tools that name one file; what commands touch is not known' },
  },
}
