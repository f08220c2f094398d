import type { ContextFile } from '../../exchange/context-file.ts'
import type { ContextService } from '../../exchange/context-service.ts'
import { prepareContexts } from '../../exchange/prepare-contexts.ts'
import { sampleContext } from '../../exchange/testing/sample-context.ts'
import { Transfers } from '../../exchange/transfers.ts'

/** Contexts of a fake core that keeps none. Files travel and are read as they are by the real one. */
export function sampleContexts(): ContextService {
  return {
    candidates: () => [],
    export: async () => longContext(),
    usualExport: () => ({ format: 'json', conversation: true, redact: true }),
    read: async (bytes) => prepareContexts(Buffer.from(bytes)),
    import: () => ({ kind: 'refused', sentence: 'Nothing can be kept here.' }),
    transfers: new Transfers({ now: () => new Date(0), monotonicMs: () => 0 }),
    content: () => undefined,
    all: () => [],
    remove: () => ({ kind: 'written', value: false }),
  }
}

/** Longer than one message may be on any transport, and no two pieces of it are alike. */
function longContext(): ContextFile {
  const sample = sampleContext()
  const [prompt] = sample.conversation ?? []
  if (!prompt) throw new Error('the sample has no conversation')
  const said = Array.from({ length: 20_000 }, (_, index) => ({
    ...prompt,
    text: `Überschrift ${index} – “quoted” <b>`,
  }))
  return { ...sample, conversation: said }
}
