import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import type { ConversationFormat, EntrySelection, LineConversation, PlacedEntry } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { eventRecord } from './event-records.ts'
import { instantOf } from './instants.ts'
import { responseItemRecord } from './item-records.ts'
import { countOf, type JsonObject, objectOf, parseJson, textOf } from './json.ts'
import { contentText } from './prompts.ts'
import type { CodexRecord } from './records.ts'
import { sessionMetaOf } from './session-meta.ts'
import { addedUsage, isNothing, tokenCounts, type Usage, usageOf } from './usage.ts'

/** Every line as one kind of record says it; what says the same again is told apart by `says`. */
interface CodexEntry extends ConversationEntry {
  readonly ordinal?: number
  /** Rows with a smaller ordinal are another thread's. */
  readonly historyStart?: number
  /** `event`: told for the person. `item`: what the model was sent or gave. `line`, `record`: on lines of their own. */
  readonly says?: 'event' | 'item' | 'line' | 'record'
  /** Running total, and what it says of the last response: what was added is known from the total before. */
  readonly totals?: { readonly total: Usage; readonly last: Usage | undefined }
}

export const conversation: ConversationFormat = {
  lines: { entries: entriesOf, selection: () => new CodexSelection() } satisfies LineConversation<CodexEntry>,
}

/** Says once what a rollout says twice, and leaves out what a sub-agent's rollout copies from its parent. */
class CodexSelection implements EntrySelection<CodexEntry> {
  private historyStart = 0
  private hasMeta = false
  private hasUsageRecords = false
  private promptsComeAsEvents = false
  /** A prompt that only an item told so far. */
  private pending: PlacedEntry<CodexEntry> | undefined
  private compactedAs: CodexEntry['says']
  /** A failure is told when it happens, and once more at the end of its turn. */
  private failure: string | undefined
  private total: Usage | undefined
  /** False from a prompt to the model's first word: a count that comes then (0.42) tells of what follows. */
  private hasReacted = false
  private countsComeFirst = false

  take(placed: PlacedEntry<CodexEntry>): readonly PlacedEntry<CodexEntry>[] {
    const { entry } = placed
    if (entry.historyStart !== undefined) {
      // The file's own header comes first; copied ones follow.
      if (!this.hasMeta) this.historyStart = entry.historyStart
      this.hasMeta = true
      return []
    }
    if (entry.ordinal !== undefined && entry.ordinal < this.historyStart) return []
    if (entry.kind === 'facts') return this.facts(placed)
    if (entry.kind === 'prompt') return this.prompt(placed)
    this.hasReacted = true
    if (entry.kind === 'compaction' && this.isEcho(entry)) return []
    if (entry.kind === 'error' && entry.text === this.failure) return []
    this.failure = entry.kind === 'error' ? entry.text : undefined
    const { pending } = this
    if (!pending || (entry.kind !== 'answer' && entry.kind !== 'tool-call')) return [placed]
    this.pending = undefined
    return [pending, placed]
  }

  private facts(placed: PlacedEntry<CodexEntry>): readonly PlacedEntry<CodexEntry>[] {
    const { entry } = placed
    if (entry.says === 'record') this.hasUsageRecords = true
    if (entry.usage) this.compactedAs = undefined
    const { totals } = entry
    if (!totals || this.hasUsageRecords) return [placed]
    const added = addedUsage(totals.total, totals.last, this.total)
    this.total = totals.total
    if (!added || isNothing(added)) return [placed]
    this.compactedAs = undefined
    this.countsComeFirst = this.hasReacted ? this.countsComeFirst : true
    const usage = { counts: tokenCounts(added), ahead: this.countsComeFirst }
    return [{ ...placed, entry: { ...entry, usage } }]
  }

  /** An item only repeats what events tell; where there are none, it counts once the model reacts to it. */
  private prompt(placed: PlacedEntry<CodexEntry>): readonly PlacedEntry<CodexEntry>[] {
    this.compactedAs = undefined
    this.hasReacted = false
    this.countsComeFirst = false
    if (placed.entry.says === 'line') return [placed]
    const { pending } = this
    if (placed.entry.says === 'event') {
      this.promptsComeAsEvents = true
      this.pending = undefined
      return [placed]
    }
    if (this.promptsComeAsEvents) return []
    this.pending = placed
    return pending ? [pending] : []
  }

  private isEcho({ says }: CodexEntry): boolean {
    const before = this.compactedAs
    this.compactedAs = before === undefined || before === says ? says : undefined
    return before !== undefined && before !== says
  }
}

function entriesOf(line: string): readonly CodexEntry[] {
  const record = objectOf(parseJson(line))
  if (!record) return []
  const payload = objectOf(record['payload'])
  const at = instantOf(textOf(record['timestamp']) ?? '')
  const ordinal = countOf(record['ordinal'])
  const base = { ...(at !== undefined && { at }), ...(ordinal !== undefined && { ordinal }) }
  const entries = payload ? recordEntries(textOf(record['type']) ?? '', payload) : itemEntries(record, 'line')
  return entries.map((entry) => ({ ...base, ...entry }))
}

function recordEntries(type: string, payload: JsonObject): readonly CodexEntry[] {
  switch (type) {
    case 'session_meta':
      return [{ kind: 'facts', text: '', historyStart: sessionMetaOf(payload).historyStart }]
    case 'turn_context': {
      const model = textOf(payload['model'])
      return model === undefined ? [] : [{ kind: 'facts', text: '', model }]
    }
    case 'response_item':
      return itemEntries(payload, 'item')
    case 'event_msg':
      return eventEntries(payload)
    case 'token_usage_record':
      return usageRecord(payload)
    case 'compacted':
      return [{ kind: 'compaction', says: 'line', text: textOf(payload['message']) ?? '' }]
    default:
      return []
  }
}

/** What the model was sent or gave: the only record of answers, thoughts, calls and their results in every era. */
function itemEntries(item: JsonObject, says: 'item' | 'line'): readonly CodexEntry[] {
  const record = responseItemRecord(item)
  switch (record.kind) {
    case 'prompt':
      return [{ kind: 'prompt', says, text: record.text }]
    case 'answer':
      return textEntries('answer', contentText(item['content']))
    case 'tool-call': {
      const input = item['input'] ?? item['arguments'] ?? item['action']
      const tool = toolUse(record.id, record.name, input)
      const [target = tool.target] = record.patched
      const isPatch = record.patched.length > 0
      return [
        {
          kind: 'tool-call',
          key: record.id,
          text: inputText(input),
          tool: { ...tool, ...(target !== undefined && { target }), ...(isPatch && { access: 'write' }) },
        },
      ]
    }
    case 'tool-done': {
      const { id: callId, outcome } = record
      const text = partsText(item['output'] ?? item['tools'])
      return [{ kind: 'tool-result', key: `${callId}/result`, text, tool: { callId }, outcome }]
    }
    case 'ignored':
    case 'unknown':
      return otherItem(item)
    // No item is one of these.
    case 'compacted':
    case 'failure':
    case 'malformed':
    case 'session-meta':
    case 'title':
    case 'token-count':
    case 'turn-aborted':
    case 'turn-context':
    case 'turn-ended':
    case 'turn-started':
    case 'usage':
      break
  }
  return []
}

function otherItem(item: JsonObject): readonly CodexEntry[] {
  switch (item['type']) {
    case 'reasoning':
      return textEntries('thinking', contentText(item['summary']) || contentText(item['content']))
    case 'web_search_call': {
      const tool = toolUse(undefined, 'web_search', item['action'])
      return [{ kind: 'tool-call', text: inputText(item['action']), tool, outcome: 'ok' }]
    }
    case 'agent_message':
    case 'message':
    case undefined: {
      const text = contentText(item['content'])
      return item['role'] === 'assistant' ? [] : textEntries('note', text)
    }
    default:
      return []
  }
}

function textEntries(kind: ConversationEntry['kind'], text: string): readonly CodexEntry[] {
  return text === '' ? [] : [{ kind, text }]
}

/** What was told for the person. */
function eventEntries(payload: JsonObject): readonly CodexEntry[] {
  const record = eventRecord(payload)
  switch (record.kind) {
    case 'prompt':
      return [{ kind: 'prompt', says: 'event', text: record.text }]
    case 'turn-started':
      return record.window === undefined ? [] : [{ kind: 'facts', text: '', contextLimit: record.window }]
    case 'turn-ended':
      return record.failure ? [failure(record.failure)] : []
    case 'failure':
      return [failure(record.failure)]
    case 'turn-aborted':
      return record.byPerson ? [{ kind: 'interruption', text: 'The turn was interrupted.' }] : []
    case 'compacted':
      return [{ kind: 'compaction', says: 'event', text: '' }]
    case 'tool-done':
      return [{ kind: 'facts', text: '', tool: { callId: record.id }, outcome: record.outcome }]
    case 'token-count':
      return tokenCount(record)
    // What items tell, and what is not said to anybody.
    case 'answer':
    case 'tool-call':
    case 'ignored':
    case 'unknown':
    case 'malformed':
    case 'session-meta':
    case 'title':
    case 'turn-context':
    case 'usage':
      break
  }
  return []
}

function failure({ kind, message, cause }: Extract<CodexRecord, { kind: 'failure' }>['failure']): CodexEntry {
  const limitHit = cause === 'quota' || cause === 'signed-out'
  return { kind: kind === 'retry' ? 'retry' : 'error', text: message, ...(limitHit && { limitHit }) }
}

function tokenCount({
  total,
  last,
  window,
}: Extract<CodexRecord, { kind: 'token-count' }>): readonly CodexEntry[] {
  if (!last && !total && window === undefined) return []
  return [
    {
      kind: 'facts',
      text: '',
      ...(last && { contextUsed: last.total }),
      ...(window !== undefined && { contextLimit: window }),
      ...(total && { totals: { total, last } }),
    },
  ]
}

function usageRecord(payload: JsonObject): readonly CodexEntry[] {
  const usage = usageOf(objectOf(payload['usage']))
  if (!usage) return []
  const key = textOf(payload['response_id'])
  return [
    {
      kind: 'facts',
      says: 'record',
      text: '',
      usage: { ...(key !== undefined && { key }), counts: tokenCounts(usage) },
    },
  ]
}
