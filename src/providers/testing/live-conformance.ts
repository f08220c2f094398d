import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import type { LiveClaim, Provider, SampleCast, SmallFileReader } from '../provider.ts'
import { damagedLine } from './damaged-lines.ts'
import { SAMPLE_ENVIRONMENT, SAMPLE_STORY } from './sample-story.ts'
import { type Random, seededRandom } from './seeded-random.ts'

const DAMAGED_CLAIMS = 1_000
const CLAIM: LiveClaim = {
  sessionId: SAMPLE_STORY.sessionId,
  pid: 4321,
  startToken: '987654',
  cwd: SAMPLE_STORY.cwd,
  title: undefined,
  status: 'working',
  waitingFor: undefined,
  statusSince: new Date('2026-11-21T09:04:05.678Z'),
}

/** What a provider says of a live session that its own sample data shows. */
export function describeLiveSample(provider: Provider, sample: SampleCast): void {
  it.runIf(provider.matchProcess !== undefined)('recognises the process of a sample', () => {
    const match = provider.matchProcess?.(processOfSample(sample), undefined)
    expect(['session', 'host']).toContain(match?.role)
    expect([SAMPLE_STORY.sessionId, undefined]).toContain(match?.sessionHint)
  })

  describe.each(claimReaders(provider, sample))('live claims', (claimsIn) => {
    it.each(['working', 'waiting', 'idle', undefined] as const)('say %s as the sample meant it', (status) => {
      const waitingFor = status === 'waiting' ? 'permission prompt' : undefined
      expect(claimsIn({ ...CLAIM, status, waitingFor })).toEqual([{ ...CLAIM, status, waitingFor }])
    })

    it(`are possible ones, or none, in ${DAMAGED_CLAIMS} damaged files`, () => {
      const random = seededRandom(DAMAGED_CLAIMS)
      for (let number = 0; number < DAMAGED_CLAIMS; number++) {
        for (const claim of claimsIn(CLAIM, random)) expectPossible(claim)
      }
    })
  })
}

/** Reads the live claim that the sample writes, damaged where there is a `random`. */
type ClaimReader = (claim: LiveClaim, random?: Random) => readonly LiveClaim[]

/** One reader, or none where the assistant keeps no state files. */
function claimReaders(provider: Provider, sample: SampleCast): readonly ClaimReader[] {
  if (!provider.liveClaims || !sample.liveClaim) return []
  const read: ClaimReader = (claim, random) => {
    const written = sample.liveClaim?.(SAMPLE_ENVIRONMENT, SAMPLE_STORY, claim)
    if (!written) return []
    const content = Buffer.from(written.content)
    const found = random ? damagedLine(content, content, random) : content
    const files = filesInMemory(new Map([[written.path, found.toString('utf8')]]))
    return provider.liveClaims?.(SAMPLE_ENVIRONMENT, files) ?? []
  }
  return [read]
}

function expectPossible({ sessionId, pid, statusSince }: LiveClaim): void {
  expect(sessionId).not.toBe('')
  expect(Number.isSafeInteger(pid) && pid > 0, `pid ${pid}`).toBe(true)
  expect(statusSince?.getTime()).not.toBeNaN()
}

function processOfSample(sample: SampleCast): ProcessInfo {
  const { exe, argv } = sample.process(SAMPLE_STORY)
  return {
    pid: CLAIM.pid,
    parentPid: 1,
    exe,
    argv,
    cwd: SAMPLE_STORY.cwd,
    startedAt: SAMPLE_STORY.startedAt,
    startToken: CLAIM.startToken,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

function filesInMemory(files: ReadonlyMap<string, string>): SmallFileReader {
  return {
    list(folder) {
      const names = [...files.keys()].filter((path) => posix.dirname(path) === folder)
      return names.length > 0 ? names.map((path) => posix.basename(path)) : undefined
    },
    read: (path) => files.get(path),
    modifiedAt: (path) => (files.has(path) ? CLAIM.statusSince : undefined),
  }
}
