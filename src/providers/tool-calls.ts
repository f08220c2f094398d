import type { ToolAccess, ToolUse } from '../shared/domain/conversation.ts'
import { isJsonObject, type JsonObject, parseJson, textOf } from './json-values.ts'

/**
 * What tools do, by the words in their names. Assistants name their tools alike (`Edit`, `edit_file`, `str_replace`),
 * and servers add thousands more: words tell them all, with a name that says nothing counting as `other`.
 */
const ACCESS_WORDS: readonly (readonly [ToolAccess, ReadonlySet<string>])[] = [
  ['command', new Set(['bash', 'shell', 'exec', 'terminal', 'command', 'powershell', 'cmd', 'stdin'])],
  [
    'write',
    // biome-ignore format: one list
    new Set(['write', 'edit', 'editor', 'multiedit', 'create', 'replace', 'patch', 'delete', 'insert', 'diff', 'notebookedit', 'rename', 'move']),
  ],
  ['read', new Set(['read', 'view', 'cat', 'open', 'fetch'])],
]
/** Words after which a tool is about something else than a file, whatever it does to it. */
const NOT_FILES = new Set([
  'todo',
  'todos',
  'todowrite',
  'todoread',
  'plan',
  'task',
  'memory',
  'agent',
  'output',
])

/** Where arguments name what a call is about, the best first. */
// biome-ignore format: one list
const TARGET_FIELDS = ['file_path', 'filePath', 'filepath', 'absolute_path', 'notebook_path', 'target_file', 'targetFile', 'relativeWorkspacePath', 'path', 'command', 'cmd', 'pattern', 'query', 'url', 'uri', 'regex', 'directory', 'description', 'prompt', 'task', 'files', 'paths']
const EDIT_FIELDS = [
  ['old_string', 'new_string'],
  ['old_str', 'new_str'],
  ['oldString', 'newString'],
  ['oldText', 'newText'],
  ['old_text', 'new_text'],
  ['search', 'replace'],
] as const
const PATCHED = /^\*\*\* (?:Add|Update|Delete) File: (.+)$/m
const LONGEST_TARGET = 500
/** Arguments nest this deep before what is in them is a text of its own. */
const JSON_INDENT = 2

/** A call as a conversation tells it. `input`: the arguments, parsed, as JSON text, or as any other text. */
export function toolUse(callId: string | undefined, name: string | undefined, input: unknown): ToolUse {
  const fields = fieldsOf(input)
  const target = targetOf(fields, input)
  const edit = editOf(fields)
  return {
    ...(callId !== undefined && { callId }),
    ...(name !== undefined && { name }),
    access: accessOf(name ?? ''),
    ...(target !== undefined && { target }),
    ...(edit && { edit }),
  }
}

/** Arguments as text for people: indented where they are an object. */
export function inputText(input: unknown): string {
  if (typeof input !== 'string') return input === undefined ? '' : JSON.stringify(input, null, JSON_INDENT)
  const parsed = input.startsWith('{') ? parseJson(input) : undefined
  return isJsonObject(parsed) ? JSON.stringify(parsed, null, JSON_INDENT) : input
}

export function accessOf(name: string): ToolAccess {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
  if (words.some((word) => NOT_FILES.has(word))) return 'other'
  return ACCESS_WORDS.find(([, known]) => words.some((word) => known.has(word)))?.[0] ?? 'other'
}

function fieldsOf(input: unknown): JsonObject {
  const parsed = typeof input === 'string' && input.startsWith('{') ? parseJson(input) : input
  return isJsonObject(parsed) ? parsed : {}
}

function targetOf(fields: JsonObject, input: unknown): string | undefined {
  for (const field of TARGET_FIELDS) {
    const target = targetText(fields[field])
    if (target !== undefined) return shortened(target)
  }
  const patch = typeof input === 'string' ? input : (textOf(fields['input']) ?? textOf(fields['patch']))
  const patched = patch === undefined ? undefined : PATCHED.exec(patch)?.[1]?.trim()
  return patched === undefined ? undefined : shortened(patched)
}

/** A text, or the texts of a list: a command by its words, several files. */
function targetText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return textOf(value)
  const texts = value.flatMap((one: unknown) => textOf(isJsonObject(one) ? one['path'] : one) ?? [])
  return texts.length === 0 ? undefined : texts.join(' ')
}

/** A slice would keep the whole text alive. */
function shortened(text: string): string {
  return text.length <= LONGEST_TARGET
    ? text
    : Buffer.from(`${text.slice(0, LONGEST_TARGET - 1)}…`).toString()
}

function editOf(fields: JsonObject): ToolUse['edit'] {
  for (const [old, now] of EDIT_FIELDS) {
    const before = fields[old]
    const after = fields[now]
    if (typeof before === 'string' && typeof after === 'string') return { before, after }
  }
  return undefined
}

/** Text of a result or a message: a text itself, the texts of its parts, or what else it is, as JSON. */
export function partsText(content: unknown): string {
  if (typeof content === 'string') return content
  if (content === undefined || content === null) return ''
  if (!Array.isArray(content))
    return textOf(isJsonObject(content) ? content['text'] : undefined) ?? inputText(content)
  return content
    .map((part: unknown) => partText(part))
    .filter((text) => text !== '')
    .join('\n')
}

/** Pictures and other parts without text are named, never spelt out. */
function partText(part: unknown): string {
  if (typeof part === 'string') return part
  if (!isJsonObject(part)) return ''
  const text = part['text']
  if (typeof text === 'string') return text
  const type = textOf(part['type'])
  return type === undefined ? '' : `[${type}]`
}
