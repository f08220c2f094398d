import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../../shared/domain/tokens.ts'
import type { LineOutcome, ModelResponse } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { sharedScanner } from '../../json-scan/json-scanner.ts'
import { codexParser } from '../parser.ts'
import { codexTranscript } from '../roots.ts'

/** A rollout of ours: a path below `fixtures/`. */
export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

/** A rollout of another project's tests, kept in a folder beside this checkout and only read there. */
export function thirdPartyPath(path: string): string {
  return fileURLToPath(new URL(`../../../../../shared/fixtures/codex/third-party/${path}`, import.meta.url))
}

export interface ReadTranscript {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
  readonly bornAt: number
}

const UNNAMED: TranscriptRef = { sessionId: undefined, subagentOf: undefined }

export function readTranscript(path: string): ReadTranscript {
  return readLines(linesOf(readFileSync(path)), codexTranscript(path) ?? UNNAMED)
}

/** Reads lines as the core does: complete ones, out of a larger buffer. */
export function readLines(lines: readonly string[], ref: TranscriptRef = UNNAMED): ReadTranscript {
  const { sink, recording } = recordingSink()
  const parser = codexParser(ref, sink, undefined, sharedScanner())
  const outcomes = lines.map((line) => feed(parser, line))
  const births = recording.of('born').map(([at]) => Number(at))
  return { recording, outcomes, bornAt: Math.min(...births) }
}

export function feed(parser: ReturnType<typeof codexParser>, line: string): LineOutcome {
  const block = Buffer.from(`before\n${line}\nbehind`)
  return parser.line(block, 'before\n'.length, block.length - '\nbehind'.length)
}

export function linesOf(file: Buffer): readonly string[] {
  const text = file.toString('utf8')
  return text.slice(0, text.lastIndexOf('\n')).split('\n')
}

/** Sums of a family of transcripts: of equal keys the earliest-born file's response counts. */
export function familyTokens(transcripts: readonly ReadTranscript[]): TokenCounts {
  const owned = new Map<string, ModelResponse>()
  for (const { recording } of transcripts.toSorted((a, b) => a.bornAt - b.bornAt)) {
    for (const [key, response] of recording.responses) if (!owned.has(key)) owned.set(key, response)
  }
  return [...owned.values()].reduce((sum, response) => addTokens(sum, response.counts), NO_TOKENS)
}

/** An enveloped line as Codex writes it. */
export function line(second: number, type: string, payload: object, ordinal?: number): string {
  const timestamp = new Date(Date.UTC(2026, 5, 1, 10, 0, second)).toISOString()
  return JSON.stringify(
    ordinal === undefined ? { timestamp, type, payload } : { timestamp, ordinal, type, payload },
  )
}

export function event(second: number, type: string, fields: object = {}): string {
  return line(second, 'event_msg', { type, ...fields })
}

export function item(second: number, type: string, fields: object = {}): string {
  return line(second, 'response_item', { type, ...fields })
}

/** A `token_count` line: a total and the last response, as [input, cached, output]. */
export function tokenCount(second: number, total: UsageWords, last: UsageWords): string {
  const info = {
    total_token_usage: usage(total),
    last_token_usage: usage(last),
    model_context_window: 258_400,
  }
  return event(second, 'token_count', { info, rate_limits: null })
}

export type UsageWords = readonly [input: number, cached: number, output: number]

export function usage([input, cached, output]: UsageWords): object {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: 0,
    total_tokens: input + output,
  }
}

/** The phases that a recording went through, as words in a row. */
export function phases(recording: Recording): string {
  return recording
    .of('phase')
    .map(([phase]) => phase)
    .join(' ')
}
