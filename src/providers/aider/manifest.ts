import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('aider'),
  name: 'Aider',
  vendor: 'Aider AI',
  color: '#14b014',
  monogram: 'Ai',
  knows: {
    tokens: {
      level: 'partial',
      from: 'the Tokens line of each answer, rounded to hundreds, or to thousands from 10k on',
    },
    context: { level: 'partial', from: 'the last Tokens line; the window is deduced from the model' },
    cost: { level: 'partial', from: 'the Cost line, of chats in which no number of tokens is rounded' },
    errors: { level: 'partial', from: 'errors of the model’s interface that Aider shows' },
    state: { level: 'partial', from: 'the last lines; an answer is written down when it is whole' },
    files: { level: 'partial', from: 'files that were edited or added to the chat' },
  },
}
