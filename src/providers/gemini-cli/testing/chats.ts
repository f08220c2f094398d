import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { geminiParser } from '../parser.ts'

export const SESSION = '2531460c-fd8f-4b4a-8dfe-c43ee565bd6d'

export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

/** A chat of another project's tests, kept in a folder beside this checkout and only read there. */
export function thirdPartyPath(path: string): string {
  return fileURLToPath(
    new URL(`../../../../../shared/fixtures/gemini-cli/third-party/${path}`, import.meta.url),
  )
}

export interface ReadChat {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
}

const MAIN: TranscriptRef = { sessionId: undefined, subagentOf: undefined }

export function readChat(path: string): ReadChat {
  return readLines(readFileSync(path, 'utf8').split('\n').slice(0, -1))
}

/** Reads records, or lines as they stand in a file. */
export function readLines(lines: readonly (object | string)[], ref: TranscriptRef = MAIN): ReadChat {
  const { sink, recording } = recordingSink()
  const parser = geminiParser(ref, sink)
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

export function header(fields: object = {}): object {
  return { sessionId: SESSION, startTime: time(0), lastUpdated: time(0), kind: 'main', ...fields }
}

export function prompt(second: number, id: string, text: string): object {
  return { id, timestamp: time(second), type: 'user', content: [{ text }] }
}

/** An answer with the tokens [input, cached, output, thoughts, tool]. */
export function answer(second: number, id: string, content: string, fields: object = {}): object {
  return { id, timestamp: time(second), type: 'gemini', content, model: 'gemini-3.8-flash', ...fields }
}

export function tokens(input: number, cached: number, output: number, thoughts = 0, tool = 0): object {
  return { input, cached, output, thoughts, tool, total: input + output + thoughts + tool }
}

/** The phases that a recording went through, as words in a row. */
export function phases(recording: Recording): string {
  return recording
    .of('phase')
    .map(([phase]) => phase)
    .join(' ')
}
