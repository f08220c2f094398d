import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConversationMessage, ConversationPage } from '../../../shared/contract/index.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import type { SessionApi } from '../sessions/session-api.ts'

/** Messages asked for at a time. */
export const MESSAGES_OF_A_PAGE = 100

export interface ConversationState {
  /** By position; those that were looked at. Never changes: a page makes another one. */
  readonly messages: ReadonlyMap<number, ConversationMessage>
  /** Of the whole conversation; `null` before the first page. */
  readonly total: number | null
  readonly problems: ConversationPage['problems']
  /** Why the last page could not be had; `null` when it could. */
  readonly failure: string | null
  /** Whole texts of messages that a page held the beginning of. */
  readonly texts: ReadonlyMap<number, string>
}

interface ConversationActions {
  /** Fetches the end of the conversation: first, and again after each activity of the session (epoch milliseconds). */
  readonly loadEnd: (activityAt: number | undefined) => Promise<void>
  /** Fetches what is missing of these positions, `end` not included. */
  readonly need: (first: number, end: number) => void
  /** Fetches the whole text of a message. */
  readonly loadText: (position: number) => Promise<void>
}

export type ConversationStore = StoreApi<ConversationState & ConversationActions>

const NOTHING: ConversationState = {
  messages: new Map(),
  total: null,
  problems: [],
  failure: null,
  texts: new Map(),
}

/** The conversation of one session as far as somebody looks at it. None of its calls rejects: failures are in the state. */
export function createConversationStore(
  api: Pick<SessionApi, 'conversation' | 'messageText'>,
  id: string,
): ConversationStore {
  /** Pages under way, by their first position. */
  const asked = new Set<number>()
  let edition = ''
  let loadedAt: number | undefined
  return createStore<ConversationState & ConversationActions>((set, get) => {
    const take = (page: ConversationPage): void => {
      // Positions mean other messages now: what is held belongs to nothing any more.
      if (page.edition !== edition) set(NOTHING)
      edition = page.edition
      const messages = new Map(get().messages)
      for (const message of page.messages) messages.set(message.position, message)
      set({ messages, total: page.total, problems: page.problems, failure: null })
    }
    const fetchPage = async (from: number | null): Promise<void> => {
      try {
        take(await api.conversation(id, from, MESSAGES_OF_A_PAGE))
      } catch (error) {
        set({ failure: reasonOf(error) })
      }
    }
    const ask = async (from: number): Promise<void> => {
      asked.add(from)
      await fetchPage(from)
      asked.delete(from)
    }
    return {
      ...NOTHING,
      async loadEnd(activityAt) {
        if (get().total !== null && activityAt === loadedAt) return
        loadedAt = activityAt
        await fetchPage(null)
      },
      need(first, end) {
        const { messages, total } = get()
        for (let at = first; at < Math.min(end, total ?? 0); at += 1) {
          if (messages.has(at)) continue
          const from = Math.floor(at / MESSAGES_OF_A_PAGE) * MESSAGES_OF_A_PAGE
          if (!asked.has(from)) void ask(from)
          at = from + MESSAGES_OF_A_PAGE - 1
        }
      },
      async loadText(position) {
        try {
          const { text } = await api.messageText(id, position)
          set({ texts: new Map(get().texts).set(position, text), failure: null })
        } catch (error) {
          set({ failure: reasonOf(error) })
        }
      },
    }
  })
}
