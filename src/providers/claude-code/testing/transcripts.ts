import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../../shared/domain/tokens.ts'
import type { LineOutcome, ModelResponse } from '../../../shared/domain/transcript.ts'
import type { TranscriptRef } from '../../provider.ts'
import { type Recording, recordingSink } from '../../testing/recording-sink.ts'
import { ClaudeParser } from '../parser.ts'
import { claudeTranscript } from '../roots.ts'
import { sharedScanner } from '../../json-scan/json-scanner.ts'

export const SESSION = '7c1e5a52-0f0b-4c3e-9a53-6f1c4d2b8e10'
export const MAIN: TranscriptRef = { sessionId: SESSION, subagentOf: undefined }

export interface ReadTranscript {
  readonly recording: Recording
  readonly outcomes: readonly LineOutcome[]
}

/** A file or folder below `fixtures/`. */
export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url))
}

/** Paths of the transcripts below a folder, relative to its `projects`. */
export function transcriptsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.jsonl'))
    .sort()
}

/** Reads a transcript of a `projects` folder as the path in it says. */
export function readProject(projects: string, path: string): ReadTranscript {
  return readLines(linesOf(join(projects, path)), claudeTranscript(path))
}

export function linesOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8')
  return text.replace(/\n$/, '').split('\n')
}

/** Reads lines as the core does: out of a larger buffer, which is used again for the next line. */
export function readLines(lines: readonly string[], ref: TranscriptRef = MAIN): ReadTranscript {
  const { sink, recording } = recordingSink()
  const parser = new ClaudeParser(ref, sink, undefined, sharedScanner())
  return { recording, outcomes: lines.map((line) => feed(parser, line)) }
}

/** Reads records that a test wrote. */
export function readRows(rows: readonly object[], ref: TranscriptRef = MAIN): Recording {
  return readLines(
    rows.map((row) => JSON.stringify(row)),
    ref,
  ).recording
}

export function feed(parser: ClaudeParser, line: string): LineOutcome {
  const block = Buffer.from(`{"before":1}\n${line}\n{"behind":1}`)
  const outcome = parser.line(block, 13, block.length - 13)
  block.fill(0)
  return outcome
}

/** Sums over files: of equal keys the row with the most output counts, once. */
export function sumOf(transcripts: readonly ReadTranscript[]): TokenCounts {
  return [...responsesOf(transcripts).values()].reduce((sum, { counts }) => addTokens(sum, counts), NO_TOKENS)
}

export function responsesOf(transcripts: readonly ReadTranscript[]): ReadonlyMap<string, ModelResponse> {
  const best = new Map<string, ModelResponse>()
  for (const { recording } of transcripts) {
    for (const [key, response] of recording.responses) {
      const known = best.get(key)
      if (!known || response.counts.output > known.counts.output) best.set(key, response)
    }
  }
  return best
}
