import type { LineConversation } from '../../providers/provider.ts'
import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { parseObject } from '../../providers/json-values.ts'

const LONGEST = 300
/** Tools by which a model asks the person something. */
const ASKS = /ask|question/i

/** What the last lines of a transcript wait for: the question that a tool asks, or the call that needs a permission. */
export function openQuestion(lines: readonly string[], format: LineConversation): string | undefined {
  const open = new Map<string, ConversationEntry>()
  for (const line of lines) {
    for (const entry of format.entries(line)) {
      const callId = entry.tool?.callId
      if (entry.kind === 'prompt') open.clear()
      if (callId === undefined || entry.subagent === true) continue
      if (entry.kind === 'tool-call' && entry.outcome === undefined) open.set(callId, entry)
      else open.delete(callId)
    }
  }
  const [first] = open.values()
  const text = first && (askedIn(first) ?? callIn(first))
  return text === undefined || text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}

function askedIn({ text, tool }: ConversationEntry): string | undefined {
  if (!ASKS.test(tool?.name ?? '')) return undefined
  const input = parseObject(text)
  const list = input?.['questions']
  const [first] = Array.isArray(list) ? list : [input]
  const question: unknown = typeof first === 'object' && first !== null ? first.question : undefined
  return typeof question === 'string' && question !== '' ? question : undefined
}

function callIn({ tool }: ConversationEntry): string | undefined {
  if (!tool?.name) return undefined
  return tool.target === undefined
    ? `Permission for ${tool.name}`
    : `Permission for ${tool.name}: ${tool.target}`
}
