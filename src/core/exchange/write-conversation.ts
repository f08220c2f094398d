import type { ContextFile } from './context-file.ts'
import { conversationMarkdownOf } from './markdown.ts'

export type ConversationFileFormat = 'markdown' | 'jsonl'

/** A context's conversation: for people, or one message on each line; `undefined` where it was left out. */
export function conversationText(file: ContextFile, format: ConversationFileFormat): string | undefined {
  const { conversation } = file
  if (conversation === null) return undefined
  if (format === 'markdown') return conversationMarkdownOf(file.session, conversation)
  return conversation.map((message, position) => `${JSON.stringify({ position, ...message })}\n`).join('')
}
