import type { ConversationService } from '../conversation/conversation-service.ts'
import { ConversationUnreadable } from '../conversation/conversation-source.ts'
import type { FoundMessages } from '../../shared/contract/search.ts'
import type { Hit } from './find-messages.ts'
import { readQuery } from './search-query.ts'
import type { TextProgress } from './text-indexer.ts'
import type { WordSearch } from './word-search.ts'

export interface SearchAsk {
  readonly query: string
  /** Whole id of the session to look in; `null` for all. */
  readonly session: string | null
  /** As the answer before gave it. */
  readonly before: number | null
  readonly limit: number
}

/** Finds messages by their words. */
export interface SearchService {
  /** A sentence for people where the query names nothing to find. */
  find(ask: SearchAsk): Promise<FoundMessages | string>
  /** Takes the words of what is new first; for a command, whose process ends with its answer. */
  bringUpToDate(onProgress: (progress: TextProgress) => void): Promise<void>
}

export interface SearchParts {
  readonly words: WordSearch
  readonly conversations: ConversationService
}

export function createSearchService({ words, conversations }: SearchParts): SearchService {
  const positionOf = async ({ sessionId, transcript, isSubagent, place }: Hit): Promise<number | null> => {
    try {
      return await conversations.position(sessionId, isSubagent ? transcript : null, { transcript, ...place })
    } catch (cause) {
      // It was found, and what stands around it cannot be read any more.
      if (cause instanceof ConversationUnreadable) return null
      throw cause
    }
  }
  return {
    async find({ query: text, session, before, limit }) {
      const query = readQuery(text)
      if (typeof query === 'string') return query
      const request = { query, sessionId: session ?? undefined, before: before ?? undefined, limit }
      const { hits, next, transcripts, transcriptsTotal } = await words.find(request)
      const messages: FoundMessages['messages'] = []
      for (const hit of hits) {
        messages.push({
          id: hit.sessionId,
          transcript: hit.isSubagent ? hit.transcript : null,
          position: await positionOf(hit),
          kind: hit.kind,
          at: hit.at === null ? null : new Date(hit.at),
          text: hit.text,
          marks: hit.marks.map(([from, to]) => ({ from, to })),
        })
      }
      return { messages, next: next ?? null, transcripts, transcriptsTotal }
    },
    bringUpToDate: (onProgress) => words.update(onProgress),
  }
}
