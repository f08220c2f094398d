import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { sharedScanner } from '../json-scan/json-scanner.ts'
import { codexParser } from './parser.ts'
import { codexTranscript } from './roots.ts'
import { feed, fixturePath, linesOf, readLines } from './testing/transcripts.ts'

const FIXTURES = [
  'generated/v0.20.0-flat/rollout-2026-11-21T00-34-12-c64ca75e-fd92-44d2-9a95-cd5ea8bbe60e.jsonl',
  'generated/v0.42.0-exec-then-resume/rollout-2026-11-21T00-34-12-01a1fb86-6af7-7480-8c7e-8fa7170077d1.jsonl',
  'generated/v0.125.0-exec-then-resume/rollout-2026-11-21T00-34-15-01a1fb86-76ed-7473-85a0-eaeebf323a16.jsonl',
  'generated/v0.150.0-exec-then-resume/rollout-2026-11-21T00-34-16-01a1fb86-7a76-7132-808f-ed60464b464a.jsonl',
  'generated/v0.169.0-exec-basic/rollout-2026-11-21T00-27-06-01a1fb7f-eb23-7a41-9ef0-4e74bdaf622d.jsonl',
  'generated/v0.169.0-exec-tool-then-resume/rollout-2026-11-21T00-27-59-01a1fb80-b6ff-7a63-9f0a-8426762d09f2.jsonl',
  'generated/v0.169.0-fork/rollout-2026-11-21T00-30-53-01a1fb83-60bc-7791-9d6f-fc06f39c1858.jsonl',
  'generated/v0.169.0-subagent/rollout-2026-11-21T00-32-36-01a1fb84-f339-7de1-9de7-51b33a6afb2f.jsonl',
  'generated/v0.169.0-subagent/rollout-2026-11-21T00-32-36-01a1fb84-f3c7-7de3-8e95-caee3386c3d3.jsonl',
  'generated/v0.169.0-tui-patch-errors-compact-interrupt/rollout-2026-11-21T00-28-41-01a1fb81-5ab3-7100-ade8-b85726b80c31.jsonl',
  'real/slow-bash/rollout-2026-11-21T00-35-01-01a1fb87-28ec-7831-809b-20238001b12d.jsonl',
  'real/headless-429-retry/rollout-2026-11-21T00-34-42-01a1fb86-df76-7802-9ae3-f1f77e52fd42.jsonl',
  'real/api-error-400/rollout-2026-11-21T00-35-10-01a1fb87-4c08-7143-b4b0-d5164280ff43.jsonl',
].map((path) => ({ path, lines: linesOf(readFileSync(fixturePath(path))) }))

const UNNAMED = { sessionId: undefined, subagentOf: undefined }

describe.each(FIXTURES)('$path', ({ path, lines }) => {
  const ref = codexTranscript(path) ?? UNNAMED
  const whole = readLines(lines, ref)

  it('gives the same results when another parser goes on at any line', () => {
    const { sink, recording } = recordingSink()
    let checkpoint: unknown
    for (const line of lines) {
      const parser = codexParser(ref, sink, checkpoint, sharedScanner())
      feed(parser, line)
      checkpoint = JSON.parse(JSON.stringify(parser.checkpoint()))
    }
    expect(recording.calls).toEqual(whole.recording.calls)
  })

  it('gives checkpoints that later lines do not change', () => {
    const parser = codexParser(ref, recordingSink().sink, undefined, sharedScanner())
    const pairs = lines.map((line) => {
      feed(parser, line)
      const checkpoint = parser.checkpoint()
      return [checkpoint, JSON.stringify(checkpoint)] as const
    })
    for (const [checkpoint, text] of pairs) expect(JSON.stringify(checkpoint)).toBe(text)
  })

  it('says the same of lines that must be parsed whole, because a key is written with an escape', () => {
    const escaped = lines.map((line) => line.replace('"payload":', '"\\u0070ayload":'))
    expect(readLines(escaped, ref).recording.calls).toEqual(whole.recording.calls)
  })

  it('says the same of lines whose fields stand in another order', () => {
    const reordered = lines.map((line) => JSON.stringify(reversed(JSON.parse(line))))
    expect(readLines(reordered, ref).recording.calls).toEqual(whole.recording.calls)
  })
})

describe('the parser', () => {
  it('refuses a checkpoint that is not its own', () => {
    for (const checkpoint of [null, {}, { format: 'codex-0' }, 'codex-1', []]) {
      expect(() => codexParser(UNNAMED, recordingSink().sink, checkpoint, sharedScanner())).toThrow(
        /invalid/i,
      )
    }
  })

  it('never throws and never tells nonsense, whatever 20,000 damaged lines hold', () => {
    const random = seededRandom(20_261_121)
    const lines = FIXTURES.flatMap((fixture) => fixture.lines)
    const outcomes = new Set<string>()
    let parser = codexParser(UNNAMED, checkingSink(), undefined, sharedScanner())
    for (let round = 0; round < 20_000; round++) {
      if (round % 200 === 0) parser = codexParser(UNNAMED, checkingSink(), undefined, sharedScanner())
      const line = lines[Math.floor(random() * lines.length)] ?? ''
      const block = damaged(Buffer.from(line), random)
      outcomes.add(parser.line(block, 0, block.length))
      if (round % 500 === 0) codexParser(UNNAMED, checkingSink(), parser.checkpoint(), sharedScanner())
    }
    expect([...outcomes].sort()).toEqual(['ignored', 'malformed', 'unknown', 'used'])
  })

  it('survives lines that are built to hurt', () => {
    const { sink } = recordingSink()
    const parser = codexParser(UNNAMED, sink, undefined, sharedScanner())
    const deep = `{"type":"event_msg","payload":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const marks = '{"timestamp":"'.repeat(100_000)
    const nested = `{"timestamp":"x","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`
    for (const line of [deep, marks, nested, '\0'.repeat(1000), '}'.repeat(1000), '"', '{']) {
      expect(() => feed(parser, line)).not.toThrow()
    }
  })
})

/** The same record with the fields of its envelope, payload and item in the opposite order. */
function reversed(value: unknown, depth = 3): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reversed(field, depth - 1)]),
  )
}

/** A sink that fails on a value that a receiver could not store. */
function checkingSink(): TranscriptSink {
  const { sink } = recordingSink()
  return new Proxy(sink, {
    get(target, method, receiver) {
      const tell: unknown = Reflect.get(target, method, receiver)
      return (...args: readonly unknown[]) => {
        for (const value of args) checkValue(value)
        if (typeof tell === 'function') Reflect.apply(tell, target, args)
      }
    },
  })
}

function checkValue(value: unknown): void {
  if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) throw new Error(`told ${value}`)
  if (typeof value === 'object' && value !== null) for (const field of Object.values(value)) checkValue(field)
}

/** One to four bytes changed, cut out, doubled or put in, or the line cut off. */
function damaged(line: Buffer, random: () => number): Buffer {
  const bytes = [...line]
  const times = 1 + Math.floor(random() * 4)
  for (let time = 0; time < times; time++) {
    const at = Math.floor(random() * bytes.length)
    const kind = Math.floor(random() * 6)
    if (kind === 0) bytes[at] = Math.floor(random() * 256)
    else if (kind === 1) bytes.splice(at, 1 + Math.floor(random() * 40))
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, at + 30))
    else if (kind === 3) bytes.splice(at, 0, ...Buffer.from('","type":"event_msg","payload":{'))
    else if (kind === 4) bytes[at] = '{}[]",:\\0123456789'.charCodeAt(Math.floor(random() * 18))
    else if (random() < 0.3) bytes.length = at
  }
  return Buffer.from(bytes)
}

/** Mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
