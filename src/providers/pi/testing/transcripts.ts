import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { piParser } from '../parser.ts'

export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

export interface ReadTranscript {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
}

const UNNAMED: TranscriptRef = { sessionId: undefined, subagentOf: undefined }

/** Reads the complete lines of a file. */
export function readTranscript(path: string): ReadTranscript {
  const text = readFileSync(path, 'utf8')
  return readLines(text.slice(0, text.lastIndexOf('\n')).split('\n'))
}

export function readLines(lines: readonly string[]): ReadTranscript {
  const { sink, recording } = recordingSink()
  const parser = piParser(UNNAMED, sink)
  const outcomes = lines.map((line) => {
    const block = Buffer.from(`before\n${line}\nbehind`)
    return parser.line(block, 'before\n'.length, block.length - '\nbehind'.length)
  })
  return { recording, outcomes }
}

/** Epoch milliseconds, so many seconds after ten o'clock. */
export function second(seconds: number): number {
  return Date.UTC(2026, 5, 1, 10, 0, seconds)
}

/** A row as Pi writes it, so many seconds after ten o'clock. */
export function row(at: number, type: string, fields: object = {}): string {
  const timestamp = new Date(second(at)).toISOString()
  return JSON.stringify({ type, id: `row-${at}`, parentId: null, timestamp, ...fields })
}

export function message(at: number, fields: object): string {
  return row(at, 'message', { message: fields })
}

/** An answer, with its usage as [input, cached, output]. */
export function answer(
  at: number,
  [input, cacheRead, output]: readonly [number, number, number],
  fields: object = {},
): string {
  const usage = { input, output, cacheRead, cacheWrite: 0, cost: { total: output / 1000 } }
  return message(at, {
    role: 'assistant',
    content: [],
    model: 'some-model',
    usage,
    stopReason: 'stop',
    responseId: `response-${at}`,
    ...fields,
  })
}

export function failure(at: number, errorMessage: string): string {
  return answer(at, [0, 0, 0], { stopReason: 'error', errorMessage })
}

export function toolCall(id: string, name: string, args: object = {}): object {
  return { type: 'toolCall', id, name, arguments: args }
}

/** The phases that a recording went through, as words in a row. */
export function phases(recording: Recording): string {
  return recording
    .of('phase')
    .map(([phase]) => phase)
    .join(' ')
}
