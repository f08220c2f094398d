import { providerId } from '../../shared/domain/provider-id.ts'
import type { ProviderManifest } from '../provider.ts'

export const manifest: ProviderManifest = {
  id: providerId('qwen-code'),
  name: 'Qwen Code',
  vendor: 'Alibaba',
  color: '#615ced',
  monogram: 'Qw',
  knows: {
    tokens: {
      level: 'partial',
      from: 'telemetry records, without them usageMetadata; suggested prompts are only in the sum of an ended session',
    },
    context: { level: 'exact', from: 'usageMetadata, contextWindowSize, chat_compression' },
    cost: { level: 'none', from: 'not written down' },
    errors: { level: 'partial', from: 'api_error telemetry; requests that were tried again leave no trace' },
    state: {
      level: 'partial',
      from: 'the last record, and which sessions are open; a wait for approval leaves no trace',
    },
    files: { level: 'partial', from: 'tools that name one file; what commands touch is not known' },
  },
}
