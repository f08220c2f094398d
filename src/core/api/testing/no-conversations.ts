import { ConversationUnreadable } from '../../conversation/conversation-source.ts'
import type { ConversationService } from '../../conversation/conversation-service.ts'
import type { SearchService } from '../../search/search-service.ts'

/** Conversations of a fake core whose sessions have no transcripts. */
export function noConversations(): ConversationService {
  const refuse = () => Promise.reject(new ConversationUnreadable(null, 'These sessions have no transcripts.'))
  return {
    page: refuse,
    text: refuse,
    timeline: refuse,
    contextMakeUp: refuse,
    findings: refuse,
    position: refuse,
  }
}

/** Searches in sessions that have no transcripts. */
export function nothingToSearch(): SearchService {
  return {
    find: async () => ({ messages: [], next: null, transcripts: 0, transcriptsTotal: 0 }),
    async bringUpToDate() {},
  }
}
