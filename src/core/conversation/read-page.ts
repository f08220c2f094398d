import type {
  ConversationMessage,
  ConversationPage,
  MessageText,
} from '../../shared/contract/conversation.ts'
import type { OpenConversation } from './open-conversation.ts'
import type { OutlinedMessage } from './outline.ts'

export interface PageRequest {
  /** Position of the first message; `null` for the last page. */
  readonly from: number | null
  readonly limit: number
  /** Characters of a text that stand on the page. */
  readonly textLimit: number
}

export type PageContent = Pick<ConversationPage, 'edition' | 'total' | 'from' | 'messages' | 'problems'>

/** Texts that are read for one page, in UTF-16 units, before a page ends early: megabytes of output are read in turns. */
const MOST_READ = 32 << 20

/** Reads a page of a conversation that is up to date. */
export function readPage(conversation: OpenConversation, request: PageRequest): PageContent {
  const { outline, edition, problems } = conversation
  const total = outline.messages.length
  const from = request.from ?? Math.max(0, total - request.limit)
  const messages = withinBudget(outline.messages.slice(from, from + request.limit))
  const texts = conversation.texts(messages)
  return {
    edition,
    total,
    from,
    messages: messages.map((message, index) =>
      toMessage(conversation, from + index, message, texts[index] ?? '', request.textLimit),
    ),
    problems: [...problems],
  }
}

/** Reads a part of one message's text; `undefined` where there is no such message. */
export function readText(
  conversation: OpenConversation,
  { position, from, limit }: { readonly position: number; readonly from: number; readonly limit: number },
): Omit<MessageText, 'id'> | undefined {
  const message = conversation.outline.messages[position]
  if (!message) return undefined
  const [text = ''] = conversation.texts([message])
  const { edition } = conversation
  return { edition, position, text: cut(text, from, limit), from, textLength: text.length }
}

function withinBudget(messages: readonly OutlinedMessage[]): readonly OutlinedMessage[] {
  let units = 0
  const end = messages.findIndex((message, index) => {
    units += message.textLength
    return index > 0 && units > MOST_READ
  })
  return end < 0 ? messages : messages.slice(0, end)
}

function toMessage(
  conversation: OpenConversation,
  position: number,
  message: OutlinedMessage,
  text: string,
  textLimit: number,
): ConversationMessage {
  const { kind, at, model, subagent, place, textLength, tool, counterpart, outcome, contextUsed } = message
  const response =
    message.response === undefined ? undefined : conversation.outline.responses[message.response]
  const start = cut(text, 0, textLimit)
  return {
    position,
    kind,
    at: at === null ? null : new Date(at),
    model,
    subagent,
    text: start,
    textLength,
    truncated: start.length < textLength,
    tool: tool ? { name: tool.name, access: tool.access, target: tool.target, counterpart } : null,
    outcome,
    usage: response ? { ...response.counts } : null,
    contextUsed: contextUsed ?? response?.contextUsed ?? null,
    source: {
      transcript: conversation.pathOf(place),
      offset: place.offset < 0 ? null : place.offset,
      bytes: place.offset < 0 ? null : place.bytes,
    },
  }
}

/** A part of a text that does not end within a character. */
function cut(text: string, from: number, limit: number): string {
  const end = from + limit
  const isSplit = end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return text.slice(from, isSplit && limit > 1 ? end - 1 : end)
}
