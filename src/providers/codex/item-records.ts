import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { type JsonObject, objectOf, textOf } from './json.ts'
import { patchedFiles, patchIn } from './patches.ts'
import { contentText, typedText } from './prompts.ts'
import { type CodexRecord, IGNORED, UNKNOWN } from './records.ts'
import { OUTPUT_HEAD, OUTPUT_TAIL, outcomeOfOutput } from './tool-outcomes.ts'

const QUIET_ITEMS = new Set([
  'additional_tools',
  'agent_message',
  'compaction',
  'compaction_summary',
  'context_compaction',
  'ghost_snapshot',
  'image_generation_call',
  'other',
  'reasoning',
  'web_search_call',
])

/** Reads a `response_item`'s payload or a bare item of the flat era: what the model got and gave. */
export function responseItemRecord(item: JsonObject): CodexRecord {
  const type = textOf(item['type']) ?? (item['role'] === undefined ? '' : 'message')
  switch (type) {
    case 'message':
      return messageRecord(item)
    case 'function_call':
    case 'custom_tool_call':
    case 'local_shell_call':
    case 'tool_search_call':
      return toolCall(type, item)
    case 'function_call_output':
    case 'custom_tool_call_output':
    case 'tool_search_output':
      return toolOutput(item)
    default:
      return QUIET_ITEMS.has(type) ? IGNORED : UNKNOWN
  }
}

function messageRecord(item: JsonObject): CodexRecord {
  if (item['role'] === 'assistant') return { kind: 'answer' }
  if (item['role'] !== 'user') return IGNORED
  const text = typedText(contentText(item['content']))
  return text === undefined || text === '' ? IGNORED : { kind: 'prompt', text, as: 'item' }
}

function toolCall(type: string, item: JsonObject): CodexRecord {
  const id = textOf(item['call_id']) ?? textOf(item['id'])
  if (id === undefined) return IGNORED
  const name = textOf(item['name']) ?? (type === 'local_shell_call' ? 'local_shell' : 'tool_search')
  const input = item['input'] ?? item['arguments'] ?? item['action']
  const patch = patchIn(input)
  return { kind: 'tool-call', id, name, patched: patch === undefined ? [] : patchedFiles(patch) }
}

function toolOutput(item: JsonObject): CodexRecord {
  const id = textOf(item['call_id'])
  if (id === undefined) return IGNORED
  const outcome = outputOutcome(item['output'])
  return { kind: 'tool-done', id, name: undefined, outcome, read: [], written: undefined }
}

function outputOutcome(output: unknown): ToolOutcome {
  if (typeof output !== 'string') return objectOf(output)?.['success'] === false ? 'error' : 'ok'
  const text = JSON.stringify(output)
  return outcomeOfOutput(text.slice(0, OUTPUT_HEAD), () => text.slice(-OUTPUT_TAIL))
}

/** What an item adds to the conversation's text: messages, what tools were given and what they gave back. */
export function conversationText(item: JsonObject): string {
  const parts = [
    contentText(item['content']),
    plain(item['arguments']),
    plain(item['input']),
    plain(item['output']),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : contentText(value)
}
