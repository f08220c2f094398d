import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { totalTokens } from '../../shared/domain/tokens.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import { instantOf, type JsonObject, objectOf, objectsOf, parseJson, textOf } from '../json-values.ts'
import type { ConversationFormat, EntrySelection, PlacedEntry } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { failureOf } from './failures.ts'
import { usageOf } from './usage.ts'

export const conversation: ConversationFormat = {
  lines: { entries: entriesOf, selection: () => new Attempts() },
}

/** Pi writes a failure for each attempt; which of them is the last, only those before it tell. */
class Attempts implements EntrySelection {
  private failures = 0

  take(placed: PlacedEntry): readonly PlacedEntry[] {
    const { entry } = placed
    if (entry.kind !== 'error') {
      if (entry.kind !== 'facts' && entry.kind !== 'note') this.failures = 0
      return [placed]
    }
    const { kind } = failureOf(entry.text, this.failures, entry.at ?? 0)
    this.failures++
    return [{ ...placed, entry: { ...entry, kind: kind === 'retry' ? 'retry' : 'error' } }]
  }
}

function entriesOf(line: string): readonly ConversationEntry[] {
  const row = objectOf(parseJson(line))
  const at = instantOf(row['timestamp'])
  const key = textOf(row['id'])
  switch (row['type']) {
    case 'message':
      return message(objectOf(row['message']), at, key)
    case 'model_change': {
      const model = textOf(row['modelId'])
      return [entryOf('facts', '', { model })]
    }
    case 'compaction':
      return [entryOf('compaction', textOf(row['summary']) ?? '', { at, key })]
    case 'branch_summary':
      return saidOf('note', textOf(row['summary']) ?? '', { at, key })
    default:
      return []
  }
}

function message(
  fields: JsonObject,
  at: number | undefined,
  key: string | undefined,
): readonly ConversationEntry[] {
  const text = partsText(fields['content'])
  switch (fields['role']) {
    case 'assistant':
      return answer(fields, at, key)
    case 'user':
      return [entryOf('prompt', text, { at, key })]
    case 'toolResult': {
      const callId = textOf(fields['toolCallId'])
      const outcome = fields['isError'] === true ? 'error' : 'ok'
      return [
        entryOf('tool-result', text, {
          at,
          key,
          outcome,
          tool: callId === undefined ? undefined : { callId },
        }),
      ]
    }
    case 'bashExecution':
      return saidOf('note', [textOf(fields['command']), textOf(fields['output'])].join('\n').trim(), {
        at,
        key,
      })
    case 'custom':
    case 'hookMessage':
      return saidOf('note', text, { at, key })
    default:
      return []
  }
}

function answer(
  fields: JsonObject,
  at: number | undefined,
  key: string | undefined,
): readonly ConversationEntry[] {
  const model = textOf(fields['model'])
  const reason = fields['stopReason']
  const usage = usageOf(objectOf(fields['usage']))
  const contextUsed = usage ? totalTokens(usage.counts) : 0
  const told = {
    ...(at !== undefined && { at }),
    ...(model !== undefined && { model }),
    ...(usage &&
      contextUsed > 0 && { contextUsed, usage: { ...(key !== undefined && { key }), counts: usage.counts } }),
  }
  const entries = objectsOf(fields['content']).flatMap((part, index) =>
    blockEntries(
      part,
      { ...told, key: key === undefined ? undefined : `${key}#${index}` },
      reason === 'aborted',
    ),
  )
  if (reason === 'error') {
    const text = textOf(fields['errorMessage']) ?? 'error without a message'
    const { blocks } = failureOf(text, 0, at ?? 0)
    return [...entries, entryOf('error', text, { at, key, limitHit: blocks !== undefined })]
  }
  const measuredEntries = 'usage' in told ? measured(entries, told) : entries
  return reason === 'aborted'
    ? [...measuredEntries, entryOf('interruption', 'The answer was stopped.', { at, key })]
    : measuredEntries
}

function blockEntries(
  part: JsonObject,
  told: { readonly at?: number; readonly model?: string; readonly key: string | undefined },
  isAborted: boolean,
): readonly ConversationEntry[] {
  const { at, model, key } = told
  switch (part['type']) {
    case 'text':
      return saidOf('answer', textOf(part['text']) ?? '', { at, model, key })
    case 'thinking':
      return saidOf('thinking', textOf(part['thinking']) ?? '', { at, model, key })
    case 'toolCall': {
      if (isAborted) return []
      const tool = toolUse(textOf(part['id']), textOf(part['name']), part['arguments'])
      return [entryOf('tool-call', inputText(part['arguments']), { at, model, key, tool })]
    }
    default:
      return []
  }
}
