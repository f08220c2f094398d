import type { Ports } from '../ports.ts'
import type { Conversations } from './conversation-desk.ts'

/**
 * Conversations whose reading begins with the first question: most commands ask none, and load nothing of it. A command
 * reads in its own thread, for it has nothing else to do; a host that answers others does not.
 */
export function openConversations(host: Ports['host']['kind']): Conversations {
  let opened: Promise<Conversations> | undefined
  const open = async (): Promise<Conversations> => {
    if (host === 'cli') {
      const [{ ConversationDesk }, { providers }] = await Promise.all([
        import('./conversation-desk.ts'),
        import('../../providers/registry.ts'),
      ])
      return new ConversationDesk(providers)
    }
    const { WorkerConversations } = await import('./worker-conversations.ts')
    return new WorkerConversations()
  }
  return {
    async ask(question, source, ask) {
      opened ??= open()
      return (await opened).ask(question, source, ask)
    },
    close: async () => (await opened)?.close(),
  }
}
