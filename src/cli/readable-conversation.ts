import { ConversationUnreadable } from '../core/conversation/conversation-source.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'

/** Turns a conversation that cannot be read into a sentence, with what to do. */
export async function readableConversation<T>(
  answer: Promise<T>,
  advice = 'llm-session doctor shows which transcripts were found and which could not be read.',
): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (!(cause instanceof ConversationUnreadable)) throw cause
    const where = cause.path === null ? '' : ` (${plainText(cause.path)})`
    throw new CommandError(`${plainText(cause.reason)}${where}`, EXIT.failed, advice)
  }
}
