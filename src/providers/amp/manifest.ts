import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('amp'),
  name: 'Amp',
  vendor: 'Amp',
  color: '#f34e3f',
  monogram: 'Am',
  knows: {
    tokens: { level: 'partial', from: 'usage of each answer; what sub-agents used is not told one by one' },
    context: { level: 'exact', from: 'totalInputTokens and maxInputTokens of the last answer' },
    cost: { level: 'none', from: 'credits, which are no money' },
    errors: { level: 'none', from: 'not known how failed requests are written down' },
    state: { level: 'partial', from: 'the last message; threads of today are kept on Amp’s server alone' },
    files: { level: 'partial', from: 'arguments of file tools; not what a shell command touches' },
  },
}
