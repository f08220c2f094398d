import type { ConversationSource } from './conversation-source.ts'
import type { Question, Questions } from './conversation-desk.ts'

export interface ToWorker {
  readonly call: number
  readonly question: Question
  readonly source: ConversationSource
  readonly ask: Questions[Question]['ask']
}

export type FromWorker =
  | { readonly kind: 'answer'; readonly call: number; readonly answer: Questions[Question]['answer'] }
  /** Expected: `ConversationUnreadable` loses its kind on the way out of the thread. */
  | {
      readonly kind: 'unreadable'
      readonly call: number
      readonly path: string | null
      readonly reason: string
    }
  | {
      readonly kind: 'failed'
      readonly call: number
      readonly message: string
      readonly stack: string | undefined
    }
