import type { ConversationEntry, EntryUsage } from '../../shared/domain/conversation.ts'
import { totalInput } from '../../shared/domain/tokens.ts'
import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import {
  isJsonObject,
  type JsonObject,
  objectOf,
  objectsOf,
  parseJson,
  textOf,
  tokensOf,
} from '../json-values.ts'
import type { ConversationFormat, EntrySelection, PlacedEntry } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { isNote } from './user-row.ts'

const INTERRUPTION = '[Request interrupted by user'
const REJECTIONS = [
  "The user doesn't want to proceed with this tool use",
  "The user doesn't want to take this action right now",
]
const BLOCKING = new Set(['rate_limit', 'billing_error', 'authentication_failed'])
/** Records that nothing of a conversation stands in, and that are frequent or large: not even parsed. */
const QUIET =
  /^\{"type":"(?:file-history-|api-request|progress|queue-operation|tools-used|permission-mode|mode|cost-state)/

export const conversation: ConversationFormat = {
  lines: { entries: entriesOf, selection: () => new SummaryOfCompaction() },
}

/** A compaction stands twice: as the boundary, which tells the tokens that are left, and as the summary behind it. */
class SummaryOfCompaction implements EntrySelection {
  private boundary: PlacedEntry | undefined

  take(placed: PlacedEntry): readonly PlacedEntry[] {
    const { boundary } = this
    const { kind, key } = placed.entry
    if (kind === 'compaction' && key?.endsWith(BOUNDARY)) {
      this.boundary = placed
      return boundary ? [boundary] : []
    }
    this.boundary = undefined
    if (!boundary) return [placed]
    if (kind !== 'compaction') return [boundary, placed]
    const { contextUsed } = boundary.entry
    return [{ ...placed, entry: { ...placed.entry, ...(contextUsed !== undefined && { contextUsed }) } }]
  }
}

const BOUNDARY = '#boundary'

/** What a row of a transcript adds; of a damaged or glued line, nothing. */
function entriesOf(line: string): readonly ConversationEntry[] {
  if (QUIET.test(line)) return []
  const row = objectOf(parseJson(line))
  const base = baseOf(row)
  switch (textOf(row['type']) ?? textOf(objectOf(row['message'])['role']) ?? '') {
    case 'assistant':
      return row['isApiErrorMessage'] === true ? [apiError(row, base)] : answer(row, base)
    case 'user':
      return user(row, base)
    case 'system':
      return system(row, base)
    case 'attachment':
      return queuedPrompt(objectOf(row['attachment']), base)
    default:
      return []
  }
}

type Base = Pick<ConversationEntry, 'at' | 'subagent'> & { readonly uuid: string | undefined }

function baseOf(row: JsonObject): Base {
  const at = Date.parse(textOf(row['timestamp']) ?? '')
  return {
    uuid: textOf(row['uuid']),
    ...(at >= 0 && { at }),
    // An agent's own file is a conversation of its own, in which no message is marked.
    ...(row['isSidechain'] === true && row['agentId'] === undefined && { subagent: true }),
  }
}

/** One row holds one block of an answer, or all; rows that are copied or written again have the ids of the first. */
function answer(row: JsonObject, { uuid, ...base }: Base): readonly ConversationEntry[] {
  const message = objectOf(row['message'])
  const model = textOf(message['model'])
  const blocks = objectsOf(message['content'])
  const usage = usageOf(row, message)
  const isMeasured = usage !== undefined && totalInput(usage.counts) > 0
  const contextUsed = usage && base.subagent !== true && isMeasured ? totalInput(usage.counts) : undefined
  const entries = blocks.flatMap((block, index): ConversationEntry[] => {
    const entry = blockEntry(
      block,
      blockKey(message, block) ?? (uuid === undefined ? undefined : `${uuid}#${index}`),
    )
    return entry
      ? [{ ...base, ...entry, ...(model !== undefined && model !== '<synthetic>' && { model }) }]
      : []
  })
  if (!usage || model === '<synthetic>') return entries
  const told = { usage, ...(contextUsed !== undefined && { contextUsed }) }
  const last = entries.pop()
  return [...entries, last ? { ...last, ...told } : { ...base, kind: 'facts', text: '', ...told }]
}

/** A block has no id, and its row may be written again under another one: its message's id and what it says name it. */
function blockKey(message: JsonObject, block: JsonObject): string | undefined {
  const id = textOf(message['id'])
  const text = textOf(block['text']) ?? textOf(block['thinking'])
  if (id === undefined || text === undefined) return undefined
  return `${id}/${textOf(block['type']) ?? ''}/${text.length}/${text.slice(0, 40)}`
}

function blockEntry(block: JsonObject, key: string | undefined): ConversationEntry | undefined {
  const named = key === undefined ? {} : { key }
  switch (block['type']) {
    case 'text':
      return textEntry('answer', block['text'], named)
    case 'thinking':
      return textEntry('thinking', block['thinking'], named)
    case 'tool_use':
    case 'server_tool_use': {
      const id = textOf(block['id'])
      const tool = toolUse(id, textOf(block['name']), block['input'])
      return {
        kind: 'tool-call',
        text: inputText(block['input']),
        tool,
        ...(id === undefined ? named : { key: id }),
      }
    }
    case 'web_search_tool_result':
    case 'tool_result':
      return result(block, undefined, key)
    default:
      return undefined
  }
}

function textEntry(
  kind: 'answer' | 'thinking',
  text: unknown,
  named: Pick<ConversationEntry, 'key'>,
): ConversationEntry | undefined {
  return typeof text === 'string' && text !== '' ? { kind, text, ...named } : undefined
}

function usageOf(row: JsonObject, message: JsonObject): EntryUsage | undefined {
  const usage = message['usage']
  if (!isJsonObject(usage)) return undefined
  const key = textOf(message['id']) ?? textOf(row['requestId']) ?? textOf(row['uuid'])
  return {
    ...(key !== undefined && { key }),
    counts: {
      uncachedInput: tokensOf(usage['input_tokens']) ?? 0,
      cacheRead: tokensOf(usage['cache_read_input_tokens']) ?? 0,
      cacheWrite: tokensOf(usage['cache_creation_input_tokens']) ?? 0,
      output: tokensOf(usage['output_tokens']) ?? 0,
    },
  }
}

/** A failed request stands in the transcript as if the model had said it. */
function apiError(row: JsonObject, { uuid, ...base }: Base): ConversationEntry {
  const text = partsText(objectOf(row['message'])['content']) || 'API error'
  const limitHit = BLOCKING.has(textOf(row['error']) ?? '')
  return {
    ...base,
    kind: 'error',
    text,
    ...(uuid !== undefined && { key: uuid }),
    ...(limitHit && { limitHit }),
  }
}

function user(row: JsonObject, { uuid, ...base }: Base): readonly ConversationEntry[] {
  const { content } = objectOf(row['message'])
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content)
  const results = blocks.flatMap((block, index) =>
    block['type'] === 'tool_result' ? [{ ...base, ...result(block, row, `${uuid ?? ''}#${index}`) }] : [],
  )
  const words = blocks.filter((block) => block['type'] !== 'tool_result')
  const texts = words.filter((block) => !(block['type'] === 'text' && isNote(textOf(block['text']) ?? '')))
  const notes = words.filter((block) => !texts.includes(block))
  const named = uuid === undefined ? {} : { key: uuid }
  const said = partsText(texts)
  const entries: ConversationEntry[] = [...results]
  const noted = partsText(notes)
  if (noted !== '')
    entries.push({ ...base, kind: 'note', text: noted, ...(uuid !== undefined && { key: `${uuid}#note` }) })
  if (said === '') return entries
  if (said.startsWith(INTERRUPTION))
    return [...entries, { ...base, ...named, kind: 'interruption', text: said }]
  // The summary belongs to the compaction before it.
  if (row['isCompactSummary'] === true)
    return [...entries, { ...base, ...named, kind: 'compaction', text: said }]
  const kind = row['isMeta'] === true || !isFromPerson(row) || results.length > 0 ? 'note' : 'prompt'
  return [...entries, { ...base, ...named, kind, text: said }]
}

/** Rows of 2.1.3xx say where they come from; earlier ones say nothing. */
function isFromPerson(row: JsonObject): boolean {
  const origin = textOf(objectOf(row['origin'])['kind'])
  return row['promptSource'] !== 'system' && (origin === undefined || origin === 'human')
}

function result(block: JsonObject, row: JsonObject | undefined, key: string | undefined): ConversationEntry {
  const callId = textOf(block['tool_use_id'])
  const text = partsText(block['content'])
  const name = callId === undefined ? key : `${callId}/result`
  return {
    kind: 'tool-result',
    text,
    outcome: outcomeOf(block, row, text),
    ...(name !== undefined && { key: name }),
    ...(callId !== undefined && { tool: { callId } }),
  }
}

function outcomeOf(block: JsonObject, row: JsonObject | undefined, text: string): ToolOutcome {
  const decision = objectOf(row?.['permissionDecision'])['decision']
  if (row?.['toolDenialKind'] !== undefined || decision === 'reject') return 'rejected'
  if (block['is_error'] !== true) return 'ok'
  return REJECTIONS.some((start) => text.startsWith(start)) ? 'rejected' : 'error'
}

function system(row: JsonObject, { uuid, ...base }: Base): readonly ConversationEntry[] {
  const named = uuid === undefined ? {} : { key: uuid }
  const content = textOf(row['content'])
  switch (row['subtype']) {
    case 'api_error':
      return [{ ...base, ...named, kind: 'retry', text: retryText(objectOf(row['error'])) }]
    case 'compact_boundary': {
      const contextUsed = tokensOf(objectOf(row['compactMetadata'])['postTokens'])
      const text = content ?? 'Conversation compacted'
      return [
        {
          ...base,
          key: `${uuid ?? ''}${BOUNDARY}`,
          kind: 'compaction',
          text,
          ...(contextUsed !== undefined && { contextUsed }),
        },
      ]
    }
    case 'informational':
    case 'local_command':
      return content === undefined ? [] : [{ ...base, ...named, kind: 'note', text: content }]
    default:
      return []
  }
}

function retryText(error: JsonObject): string {
  const nested = objectOf(objectOf(error['error'])['error'])
  return textOf(error['formatted']) ?? textOf(error['message']) ?? textOf(nested['message']) ?? 'API error'
}

/** What a person typed while the model was at work never becomes a row of its own. */
function queuedPrompt(attachment: JsonObject, { uuid, ...base }: Base): readonly ConversationEntry[] {
  if (attachment['type'] !== 'queued_command' || attachment['commandMode'] !== 'prompt') return []
  if (objectOf(attachment['origin'])['kind'] !== 'human') return []
  const text = partsText(attachment['prompt'])
  if (text === '' || isNote(text)) return []
  return [{ ...base, kind: 'prompt', text, ...(uuid !== undefined && { key: uuid }) }]
}
