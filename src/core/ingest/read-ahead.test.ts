import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProviderEnvironment } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { decodePart } from '../store/response-codec.ts'
import { openMemoryIndex } from '../store/testing/memory-index.ts'
import { systemClock } from '../system-clock.ts'
import { type Candidate, lookAtRoots } from './look-at-roots.ts'
import { openReadAhead, type ReadAhead } from './read-ahead.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript } from './read-transcript.ts'
import { Scanner } from './scan.ts'

const FIXTURES = fileURLToPath(new URL('../../providers/', import.meta.url))
const logger = {
  debug() {},
  warn() {},
  error(message: string, cause: unknown) {
    throw new Error(message, { cause })
  },
}

let home: string
let environment: ProviderEnvironment
let ahead: ReadAhead | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'read-ahead-'))
  environment = { platform: 'linux', home, env: {} }
  const claude = join(FIXTURES, 'claude-code/fixtures/generated')
  for (const name of ['v2.1.329-resume-subagent-compact', 'v2.1.329-fork'])
    cpSync(join(claude, name, 'projects'), join(home, '.claude/projects'), { recursive: true })
})
afterEach(() => {
  ahead?.close()
  ahead = undefined
  rmSync(home, { recursive: true })
})

function open(transcripts: readonly Candidate[], cores = 2): ReadAhead | undefined {
  ahead = openReadAhead(transcripts, { logger, cores, worthBytes: 1 })
  return ahead
}

function readHere({ file, provider, ref }: Candidate) {
  const fd = openSync(file.path, 'r')
  try {
    const counting = { counter: undefined, fileTokens: { get: () => undefined, set: () => undefined } }
    return readTranscript({ ...file, fd, provider, ref, known: undefined }, new LineReader(), counting)
  } finally {
    closeSync(fd)
  }
}

function methodsOf(opened: ReadAhead): ReadAhead {
  return {
    take: (path) => opened.take(path),
    drop: (path) => opened.drop(path),
    close: () => opened.close(),
  }
}

describe('a thread that reads ahead', () => {
  it('brings what reading here brings, of every transcript', () => {
    const { candidates } = lookAtRoots(providers, environment)
    const opened = open(candidates)
    const taken = candidates.map(({ file }) => opened?.take(file.path))
    expect(taken).toEqual(candidates.map(readHere))
    expect(taken.flatMap((reading) => reading?.responses.flatMap(decodePart) ?? []).length).toBeGreaterThan(5)
  })

  it('leaves a transcript that is gone, and one that it was not given, to whoever asks', () => {
    const { candidates } = lookAtRoots(providers, environment)
    const [gone, ...others] = candidates
    rmSync(gone?.file.path ?? '')
    const opened = open(candidates)
    expect(opened?.take(gone?.file.path ?? '')).toBeUndefined()
    expect(opened?.take(join(home, 'other.jsonl'))).toBeUndefined()
    expect(others.map(({ file }) => opened?.take(file.path)?.lines)).not.toContain(undefined)
  })

  it('changes nothing of what a scan finds', () => {
    // Fills the first batch, which is read while the thread starts.
    const large = JSON.stringify({ type: 'summary', summary: 'long '.repeat(1 << 20), leafUuid: 'none' })
    writeFileSync(join(home, '.claude/projects/-home-dev-my-app-v2---x/large.jsonl'), `${large}\n`)
    const [alone, helped] = [openMemoryIndex(), openMemoryIndex()]
    const parts = { providers, environment, clock: systemClock, logger }
    new Scanner({ ...parts, store: alone.store }).scan()
    const taken: string[] = []
    const report = new Scanner({
      ...parts,
      store: helped.store,
      readAhead(transcripts) {
        const opened = open(transcripts)
        return (
          opened && {
            ...methodsOf(opened),
            take(path) {
              const reading = opened.take(path)
              if (reading) taken.push(path)
              return reading
            },
          }
        )
      },
    }).scan()
    expect(report.bytesRead).toBeGreaterThan(0)
    expect(helped.queries.all()).toEqual(alone.queries.all())
    expect(taken.length).toBe(lookAtRoots(providers, environment).candidates.length - 1)
  })

  it('goes on behind a transcript that is not wanted any more', () => {
    const { candidates } = lookAtRoots(providers, environment)
    const opened = open(candidates)
    const [unwanted, ...others] = candidates.map(({ file }) => file.path)
    opened?.drop(unwanted ?? '')
    expect(opened?.take(unwanted ?? '')).toBeUndefined()
    expect(others.map((path) => opened?.take(path)?.lines)).not.toContain(undefined)
  })

  it('is not started where nothing is new, or no other processor is free', () => {
    const { candidates } = lookAtRoots(providers, environment)
    expect(open([])).toBeUndefined()
    expect(open(candidates, 1)).toBeUndefined()
  })
})
