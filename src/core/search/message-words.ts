import type { ConversationEntry, MessageKind } from '../../shared/domain/conversation.ts'

/** Characters of one message whose words are taken: what a person or a model wrote, and what a tool said. */
const MOST_WRITTEN = 256 << 10
const MOST_OF_A_TOOL = 4 << 10

/** Kinds of messages that are searched, with how much of each. Others hold no words of their own. */
const SEARCHED: Readonly<Partial<Record<MessageKind, number>>> = {
  prompt: MOST_WRITTEN,
  answer: MOST_WRITTEN,
  thinking: MOST_WRITTEN,
  compaction: MOST_WRITTEN,
  error: MOST_OF_A_TOOL,
  'tool-call': MOST_OF_A_TOOL,
  'tool-result': MOST_OF_A_TOOL,
}

/** The text of a message that is searched; `undefined` where it has none. The same whenever the record is read. */
export function searchedText({ kind, text, tool }: ConversationEntry): string | undefined {
  const most = kind === 'facts' ? undefined : SEARCHED[kind]
  if (most === undefined) return undefined
  const target = kind === 'tool-call' ? tool?.target : undefined
  const whole = target === undefined || text.includes(target) ? text : `${target}\n${text}`
  if (whole.trim() === '') return undefined
  return whole.length > most ? beginningOf(whole, most) : whole
}

/** A copy: a slice would keep the whole text in memory with it. */
function beginningOf(text: string, characters: number): string {
  return Buffer.from(text.slice(0, characters), 'utf16le').toString('utf16le')
}
