import type { ConversationEntry, EntryPlace } from '../../shared/domain/conversation.ts'

/** Takes the entries of a transcript that count, in file order. */
export interface EntrySink {
  take(entry: ConversationEntry, place: EntryPlace): void
}
