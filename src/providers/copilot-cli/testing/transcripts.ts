import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { copilotParser } from '../parser.ts'

/** A transcript of ours: a path below `fixtures/`. */
export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

/** A transcript of another project's tests, kept in a folder beside this checkout and only read there. */
export function thirdPartyPath(path: string): string {
  return fileURLToPath(new URL(`../../../../../shared/fixtures/copilot/third-party/${path}`, import.meta.url))
}

export interface ReadTranscript {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
}

const UNNAMED: TranscriptRef = { sessionId: undefined, subagentOf: undefined }

/** Reads the complete lines of a file. */
export function readTranscript(path: string, ref: TranscriptRef = UNNAMED): ReadTranscript {
  const text = readFileSync(path, 'utf8')
  return readLines(text.slice(0, text.lastIndexOf('\n')).split('\n'), ref)
}

export function readLines(lines: readonly string[], ref: TranscriptRef = UNNAMED): ReadTranscript {
  const { sink, recording } = recordingSink()
  const parser = copilotParser(ref, sink)
  const outcomes = lines.map((line) => {
    const block = Buffer.from(`before\n${line}\nbehind`)
    return parser.line(block, 'before\n'.length, block.length - '\nbehind'.length)
  })
  return { recording, outcomes }
}

/** A row as Copilot writes it, so many seconds after ten o'clock. */
export function row(second: number, type: string, data: object = {}, agentId?: string): string {
  const timestamp = new Date(Date.UTC(2026, 5, 1, 10, 0, second)).toISOString()
  const agent = agentId === undefined ? {} : { agentId }
  return JSON.stringify({ type, data, ...agent, id: `row-${second}-${type}`, timestamp, parentId: null })
}

/** Epoch milliseconds of a row made by `row`. */
export function second(seconds: number): number {
  return Date.UTC(2026, 5, 1, 10, 0, seconds)
}

/** A usage record, as [input, cached, output]. */
export function usageRow(
  at: number,
  apiCallId: string,
  [inputTokens, cacheReadTokens, outputTokens]: readonly [number, number, number],
  agentId?: string,
): string {
  const tokens = { inputTokens, cacheReadTokens, outputTokens, cacheWriteTokens: 0, reasoningTokens: 0 }
  const usage = { model: 'gpt-5.5', ...tokens, apiCallId, accounting: { sourceSessionId: 'session' } }
  return row(at, 'session.usage_record', { usage }, agentId)
}

/** The phases that a recording went through, as words in a row. */
export function phases(recording: Recording): string {
  return recording
    .of('phase')
    .map(([phase]) => phase)
    .join(' ')
}
