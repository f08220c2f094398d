import { expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import type { Provider } from '../provider.ts'
import { withFlippedBytes } from './damaged-lines.ts'
import { HOSTILE_PATHS } from './hostile-paths.ts'
import { SAMPLE_STORY } from './sample-story.ts'
import { type Random, seededRandom } from './seeded-random.ts'

const PROCESSES = 2_000
const ROLES = ['session', 'wrapper', 'host']
const LONG_EVERY = 50
const LONG_ARGUMENTS = 20_000

/** Words that many programs are called with. */
const WORDS: readonly string[] = [
  '',
  ' ',
  '-',
  '--',
  '-c',
  '-r',
  '-p',
  '--resume',
  '--resume=',
  '--session-id',
  'resume',
  'exec',
  'app-server',
  'daemon',
  'node',
  'bun',
  '/usr/bin/node',
  'C:\\Program Files\\nodejs\\node.exe',
  'bash',
  '\0',
  'a\0b',
  '\u001b]0;title\u0007',
  '\ud800',
  '__proto__',
  '01a1fb86-6af7-7480-8c7e-8fa7170077d1',
]

/** What a provider makes of other people's processes. */
export function describeProcesses(provider: Provider): void {
  it(`tells what each of ${PROCESSES} strange processes is, or that it is none of its own`, () => {
    const random = seededRandom(2_000)
    const own = ownWords(provider)
    const word = () => strangeWord(random.below(2) === 0 ? own : [...WORDS, ...HOSTILE_PATHS], random)
    for (let number = 0; number < PROCESSES; number++) {
      const parent = random.below(2) === 0 ? undefined : strangeProcess(word, random)
      const match = provider.matchProcess?.(strangeProcess(word, random), parent)
      if (match === undefined) continue
      expect(ROLES).toContain(match.role)
      expect(match.sessionHint).not.toBe('')
    }
  })
}

/** The words that its own processes are called with, and its names. */
function ownWords(provider: Provider): readonly string[] {
  const own = (provider.sample ?? provider.sampleDatabase)?.process(SAMPLE_STORY)
  return [provider.manifest.id, provider.manifest.name, ...(own ? [own.exe, ...own.argv] : [])]
}

function strangeProcess(word: () => string, random: Random): ProcessInfo {
  const isLong = random.below(LONG_EVERY) === 0
  const length = isLong ? random.below(LONG_ARGUMENTS) : random.below(6)
  const maybe = <Value>(value: Value) => (random.below(3) === 0 ? undefined : value)
  return {
    pid: random.below(4_194_304),
    parentPid: random.below(4_194_304),
    exe: maybe(`${word()}${random.pick(['', '', ' (deleted)', '.exe'])}`),
    argv: Array.from({ length }, () => (isLong ? random.pick(WORDS) : word())),
    cwd: maybe(word()),
    startedAt: maybe(new Date(random.below(2 ** 31) * 1000)),
    startToken: maybe(word()),
    zombie: random.below(10) === 0,
    inContainer: random.below(10) === 0,
    cpuSeconds: maybe(random.next()),
    residentBytes: maybe(random.below(2 ** 31)),
  }
}

function strangeWord(words: readonly string[], random: Random): string {
  const word = random.pick(words)
  return random.below(3) === 0 ? withFlippedBytes(Buffer.from(word), random).toString('utf8') : word
}
