import { SESSION } from './transcripts.ts'

/** Time of a made-up row: this many seconds after ten o'clock. */
export function at(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString()
}

export function instant(second: number): number {
  return Date.parse(at(second))
}

/** What every row of a conversation carries. */
function row(second: number, type: string, fields: object): object {
  const common = {
    parentUuid: null,
    isSidechain: false,
    type,
    uuid: `uuid-${type}-${second}`,
    timestamp: at(second),
  }
  return {
    ...common,
    cwd: '/home/dev/app',
    sessionId: SESSION,
    version: '2.1.329',
    gitBranch: 'main',
    ...fields,
  }
}

/** A prompt, or whatever else is sent to the model. */
export function user(second: number, content: unknown, fields: object = {}): object {
  return row(second, 'user', { message: { role: 'user', content }, ...fields })
}

/** One row of an answer. */
export function answer(second: number, message: object, fields: object = {}): object {
  const full = {
    id: `msg_${second}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5-5',
    content: [{ type: 'text', text: 'ok' }],
    stop_reason: 'end_turn',
    usage: usage(10, 20, 30, 40),
    ...message,
  }
  return row(second, 'assistant', { message: full, requestId: `req_${second}`, ...fields })
}

export function usage(input: number, read: number, written: number, output: number): object {
  return {
    input_tokens: input,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written,
    output_tokens: output,
  }
}

export function call(id: string, name: string, input: object = {}): object {
  return { type: 'tool_use', id, name, input }
}

export function result(id: string, fields: object = {}): object {
  return { tool_use_id: id, type: 'tool_result', content: 'done', ...fields }
}

export function system(second: number, subtype: string, fields: object = {}): object {
  return row(second, 'system', { subtype, ...fields })
}
