import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import type { ConversationService } from '../conversation/conversation-service.ts'
import { ConversationUnreadable } from '../conversation/conversation-source.ts'
import type { SearchService } from '../search/search-service.ts'
import { type ContractErrors, idOf, type SessionFinder } from './session-id.ts'

/** The contract's questions about conversations. */
export function conversationProcedures(
  finder: SessionFinder,
  service: ConversationService,
  search: SearchService,
) {
  const os = implement(contract.conversations)
  return os.router({
    page: os.page.handler(async ({ input, errors }) => {
      const id = idOf(finder, input.id, errors)
      return readable(id, errors, service.page(id, input.transcript, input))
    }),
    text: os.text.handler(async ({ input, errors }) => {
      const id = idOf(finder, input.id, errors)
      const answer = await readable(id, errors, service.text(id, input.transcript, input))
      if (typeof answer !== 'number') return answer
      throw errors.NO_SUCH_MESSAGE({ data: { position: input.position, total: answer } })
    }),
    timeline: os.timeline.handler(({ input, errors }) => {
      const id = idOf(finder, input.id, errors)
      return readable(id, errors, service.timeline(id, input.transcript))
    }),
    contextMakeUp: os.contextMakeUp.handler(({ input, errors }) => {
      const id = idOf(finder, input.id, errors)
      return readable(id, errors, service.contextMakeUp(id, input.transcript))
    }),
    findings: os.findings.handler(({ input, errors }) => {
      const id = idOf(finder, input.id, errors)
      return readable(id, errors, service.findings(id, input.transcript))
    }),
    search: os.search.handler(async ({ input, errors }) => {
      const session = input.session === null ? null : idOf(finder, input.session, errors)
      const found = await search.find({ ...input, session })
      if (typeof found === 'string') throw errors.NOTHING_TO_FIND({ data: { reason: found } })
      return found
    }),
  })
}

/** What a person may act on becomes the contract's error; bugs stay what they are. */
export async function readable<T>(id: string, errors: ContractErrors, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!(cause instanceof ConversationUnreadable)) throw cause
    throw errors.CONVERSATION_UNREADABLE({ data: { id, path: cause.path, reason: cause.reason } })
  }
}
