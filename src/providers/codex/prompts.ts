import { objectsOf, textOf } from './json.ts'

/** First words of user messages that Codex itself writes for the model. */
const INJECTED_TAGS = new Set([
  'environment_context',
  'user_instructions',
  'permissions',
  'skills_instructions',
  'skill',
  'collaboration_mode',
  'multi_agent_mode',
  'turn_aborted',
  'user_action',
  'user_shell_command',
  'subagent_notification',
  'tools',
  'INSTRUCTIONS',
])
const FIRST_TAG = /^\s*<([A-Za-z_]+)[ >]/
const AGENTS_FILE = /^\s*# AGENTS\.md instructions\b/
const COMPACTION_SUMMARY = /^Another language model started to solve this problem\b/
const IDE_CONTEXT = '# Context from my IDE setup:'
const IDE_REQUEST = '## My request for Codex:'

/** Text of a message's content; pictures and other parts have none. */
export function contentText(content: unknown): string {
  return objectsOf(content)
    .map((part) => textOf(part['text']) ?? '')
    .filter((text) => text !== '')
    .join('\n')
}

/** What a person typed of a user message; `undefined` where none of it is a person's. */
export function typedText(message: string): string | undefined {
  const tag = FIRST_TAG.exec(message)?.[1]
  if (tag !== undefined && INJECTED_TAGS.has(tag)) return undefined
  if (AGENTS_FILE.test(message) || COMPACTION_SUMMARY.test(message)) return undefined
  if (!message.startsWith(IDE_CONTEXT)) return message
  const request = message.indexOf(IDE_REQUEST)
  return request < 0 ? message : message.slice(request + IDE_REQUEST.length).trim()
}
