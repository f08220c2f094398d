import type { ConversationEntry } from '../../../shared/domain/conversation.ts'
import { OutlineBuilder } from '../outline.ts'

/** An outline of entries that stand one on each line, a minute apart. */
export function outlineOf(entries: readonly Partial<ConversationEntry>[]): OutlineBuilder {
  const outline = new OutlineBuilder(1)
  entries.forEach((entry, index) =>
    outline.take(
      { kind: 'note', text: '', at: Date.UTC(2026, 0, 1) + index * 60_000, ...entry },
      { file: 0, offset: index * 100, bytes: 99, nth: 0 },
    ),
  )
  return outline
}
