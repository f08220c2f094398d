import type { ConversationMessage } from '../../../shared/contract/index.ts'

const STEPS = [
  {
    kind: 'prompt',
    text: 'Make the importer **stream** instead of loading whole files. Keep `importAll` as it is.',
  },
  { kind: 'thinking', text: 'The reader keeps everything in one array; the writer could pull instead.' },
  {
    kind: 'tool-call',
    text: '{"file_path":"src/import/read.ts"}',
    tool: ['Read', 'read', 'src/import/read.ts'],
  },
  {
    kind: 'tool-result',
    text: 'export function readAll(path: string) {\n  return readFileSync(path)\n}',
    tool: ['Read', 'read', 'src/import/read.ts'],
  },
  {
    kind: 'tool-call',
    text: '{"command":"npm test -- import"}',
    tool: ['Bash', 'command', 'npm test -- import'],
  },
  {
    kind: 'tool-result',
    text: 'FAIL src/import/read.test.ts\n  expected 3 rows, got 2',
    tool: ['Bash', 'command', 'npm test -- import'],
    outcome: 'error',
  },
  {
    kind: 'answer',
    text: 'The reader now yields rows as they are parsed:\n\n```ts\nfor await (const row of rowsOf(path)) sink.add(row)\n```\n\n- memory stays at **12 MB** for a file of 2 GB\n- `importAll` is a loop over it\n\nOne test still fails: the last row has no line feed.',
  },
  { kind: 'error', text: 'The request failed: 529 overloaded.' },
  { kind: 'retry', text: 'Tried again after 4 seconds.' },
  { kind: 'compaction', text: 'The conversation was summed up at 187,000 tokens.' },
] as const

/** The message at a position of a made-up conversation that goes through the same steps again and again. */
export function sampleMessage(position: number, startedAt: Date): ConversationMessage {
  const step = STEPS[position % STEPS.length] ?? STEPS[0]
  const [name, access, target] = 'tool' in step ? step.tool : []
  const isCall = step.kind === 'tool-call'
  return {
    position,
    kind: step.kind,
    at: new Date(startedAt.getTime() + position * 9_000),
    model: step.kind === 'answer' ? 'large-4' : null,
    subagent: false,
    text: step.text,
    textLength: step.text.length,
    truncated: false,
    tool:
      name === undefined || access === undefined || target === undefined
        ? null
        : { name, access, target, counterpart: position + (isCall ? 1 : -1) },
    outcome: isCall ? ('outcome' in (STEPS[(position + 1) % STEPS.length] ?? {}) ? 'error' : 'ok') : null,
    usage:
      step.kind === 'answer'
        ? { uncachedInput: 120, cacheRead: 88_000, cacheWrite: 2_400, output: 640 }
        : null,
    contextUsed: step.kind === 'answer' ? 60_000 + ((position * 900) % 120_000) : null,
    source: { transcript: '/home/ada/.sample/one.jsonl', offset: position * 800, bytes: 800 },
  }
}
