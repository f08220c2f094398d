import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { qwenParser } from '../parser.ts'
import { qwenTranscript } from '../roots.ts'

export const SESSION = '043d5d42-9916-4258-b393-c039fedae993'

export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

/** A chat of another project's tests, kept in a folder beside this checkout and only read there. */
export function thirdPartyPath(path: string): string {
  return fileURLToPath(
    new URL(`../../../../../shared/fixtures/qwen-code/third-party/agent-sessions/${path}`, import.meta.url),
  )
}

export interface ReadChat {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
}

const MAIN: TranscriptRef = { sessionId: SESSION, subagentOf: undefined }

/** Reads a chat below a folder that is called `projects`, like the program's own. */
export function readChat(path: string): ReadChat {
  const ref = qwenTranscript(path.slice(path.lastIndexOf('/projects/') + '/projects/'.length))
  if (!ref) throw new Error(`no chat: ${path}`)
  return readLines(readFileSync(path, 'utf8').split('\n').slice(0, -1), ref)
}

/** Reads records, or lines as they stand in a file. */
export function readLines(lines: readonly (object | string)[], ref: TranscriptRef = MAIN): ReadChat {
  const { sink, recording } = recordingSink()
  const parser = qwenParser(ref, sink)
  const outcomes = lines.map((line) => {
    const block = Buffer.from(typeof line === 'string' ? line : JSON.stringify(line))
    return parser.line(block, 0, block.length)
  })
  return { recording, outcomes }
}

/** Time of the record in the given second. */
export function time(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString()
}

export function record(second: number, type: string, fields: object = {}): object {
  return {
    uuid: `uuid-${second}`,
    sessionId: SESSION,
    timestamp: time(second),
    type,
    cwd: '/home/dev/app',
    version: '0.24.4',
    ...fields,
  }
}

export function user(second: number, text: string, fields: object = {}): object {
  return record(second, 'user', { message: { role: 'user', parts: [{ text }] }, ...fields })
}

/** An answer of the model; usage as [prompt, cached, candidates, thoughts, total]. */
export function assistant(
  second: number,
  parts: readonly object[],
  usage?: UsageWords,
  fields: object = {},
): object {
  return record(second, 'assistant', {
    model: 'qwen3-coder-plus',
    message: { role: 'model', parts },
    usageMetadata: usage && {
      promptTokenCount: usage[0],
      cachedContentTokenCount: usage[1],
      candidatesTokenCount: usage[2],
      thoughtsTokenCount: usage[3],
      totalTokenCount: usage[4],
    },
    ...fields,
  })
}

export type UsageWords = readonly [
  prompt: number,
  cached: number,
  candidates: number,
  thoughts: number,
  total: number,
]

export function telemetry(second: number, event: string, fields: object = {}): object {
  const uiEvent = { 'event.name': `qwen-code.${event}`, 'event.timestamp': time(second), ...fields }
  return record(second, 'system', { subtype: 'ui_telemetry', systemPayload: { uiEvent } })
}

export function response(second: number, id: string, usage: UsageWords, fields: object = {}): object {
  return telemetry(second, 'api_response', {
    response_id: id,
    model: 'qwen3-coder-plus',
    prompt_id: `${SESSION}########0`,
    input_token_count: usage[0],
    cached_content_token_count: usage[1],
    output_token_count: usage[2],
    thoughts_token_count: usage[3],
    total_token_count: usage[4],
    ...fields,
  })
}

/** The phases that a recording went through, as words in a row. */
export function phases(recording: Recording): string {
  return recording
    .of('phase')
    .map(([phase]) => phase)
    .join(' ')
}
