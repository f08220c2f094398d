import { ConversationUnreadable } from '../../conversation/conversation-source.ts'
import type { ConversationService } from '../../conversation/conversation-service.ts'

/** Conversations of a fake core whose sessions have no transcripts. */
export function noConversations(): ConversationService {
  const refuse = () => Promise.reject(new ConversationUnreadable(null, 'These sessions have no transcripts.'))
  return { page: refuse, text: refuse, timeline: refuse, contextMakeUp: refuse, findings: refuse }
}
