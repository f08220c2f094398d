import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRecordingLogger, type RecordingLogger } from '../server/testing/recording-logger.ts'
import { SECRET } from '../server/testing/fake-core.ts'
import { serveContractOnPort } from './contract-port.ts'
import { FakePort, PAGE_CHANNELS, servedToPage } from './testing/page-channels.ts'

/** As many as promise B2 says. */
const CASES = 1_000
const SEED = 20_261_121

let port: FakePort
let logger: RecordingLogger
let random: (below: number) => number
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown): void => void unhandled.push(reason)

beforeEach(() => {
  process.on('unhandledRejection', onUnhandled)
  random = createRandom(SEED)
  port = new FakePort()
  logger = createRecordingLogger()
  serveContractOnPort(port, { router: servedToPage().router, logger, isOurPage: () => true })
})
afterEach(() => {
  port.emit('close')
  process.off('unhandledRejection', onUnhandled)
})

/** The answer of the fake core that fails on purpose, to see that its words stay here. */
const FAILS_ON_PURPOSE = '/overview'

it.each(PAGE_CHANNELS)(
  `${CASES} random inputs to %s are answered, each by a result or an error of the contract`,
  { timeout: 60_000 },
  async (path) => {
    for (let id = 1; id <= CASES; id += 1) port.call(id, path, randomInput(random))
    await vi.waitFor(() => expect(new Set(port.answers().map(({ id }) => id)).size).toBe(CASES), {
      timeout: 50_000,
    })
    const answers = port.answers()
    const unknown = answers.filter(({ body }) => body.includes('"code":"INTERNAL_SERVER_ERROR"'))
    const answered = answers.filter(({ status }) => status === 200).length
    const refused = answers.filter(({ status }) => status === 400).length
    if (path === FAILS_ON_PURPOSE) expect(answers.some(({ body }) => body.includes(SECRET))).toBe(false)
    else expect(unknown.slice(0, 1)).toEqual([])
    // Otherwise nothing was tried: inputs that are refused, or a procedure that takes none.
    expect(refused + answered).toBeGreaterThan(0)
    if (path !== FAILS_ON_PURPOSE) expect(logger.messages('error')).toEqual([])
    expect(unhandled).toEqual([])
    expect(port.closed).toBe(false)
  },
)

it('messages that are no calls are dropped, and end nothing', async () => {
  for (let round = 0; round < 10 * CASES; round += 1) port.emit('message', { data: randomMessage(random) })
  port.call(1_000_000, '/system/info', undefined)
  await vi.waitFor(() => expect(port.answers().map(({ id }) => id)).toContain('1000000'), { timeout: 20_000 })
  expect(unhandled).toEqual([])
  expect(port.closed).toBe(false)
})

const TEXTS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'claude-code:one',
  'codex:',
  '../../etc/passwd',
  'C:\\Windows',
  '\u0000',
  '\u202e<script>alert(1)</script>',
  '%s%n',
  '{"json":1}',
  "' OR 1=1 --",
  'x'.repeat(301),
  '\ud800',
  'AAAA',
  'AA==',
  '🦊',
]
const NUMBERS = [0, 1, -1, 1.5, 200, 500, 501, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -0, 1e308, 5e-324]
/** Names that procedures read, and names that objects have by themselves. */
const KEYS = [
  ...'id ids tags text project from limit offset scope state provider tag transcript position textLimit days'.split(
    ' ',
  ),
  ...'transfer piece attachTo format gzip conversation redact sessionId theme notifications quietHours'.split(
    ' ',
  ),
  ...'__proto__ constructor prototype toString then length'.split(' '),
]

function randomInput(pick: (below: number) => number, depth = 0): unknown {
  // Most inputs are objects: only those come far.
  if (depth === 0 && pick(4) > 0) return randomObject(pick, depth)
  const kinds = depth > 3 ? 5 : 8
  switch (pick(kinds)) {
    case 0:
      return one(TEXTS, pick)
    case 1:
      return one(NUMBERS, pick)
    case 2:
      return pick(2) === 0
    case 3:
      return null
    case 4:
      return pick(2) === 0 ? undefined : `${one(TEXTS, pick)}${one(TEXTS, pick)}`
    case 5:
      return Array.from({ length: pick(4) }, () => randomInput(pick, depth + 1))
    default:
      return randomObject(pick, depth)
  }
}

function randomObject(pick: (below: number) => number, depth: number): object {
  const entries = Array.from(
    { length: pick(6) },
    () => [one(KEYS, pick), randomInput(pick, depth + 1)] as const,
  )
  return Object.fromEntries(entries)
}

/** Anything but a call: no text, no JSON, or JSON of another shape. */
function randomMessage(pick: (below: number) => number): unknown {
  switch (pick(4)) {
    case 0:
      return randomInput(pick)
    case 1:
      return one(TEXTS, pick)
    case 2:
      return JSON.stringify(randomInput(pick)) ?? ''
    default:
      return JSON.stringify({ i: randomInput(pick, 3), p: randomInput(pick), t: pick(9) })
  }
}

function one<T>(values: readonly T[], pick: (below: number) => number): T {
  const value = values[pick(values.length)]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

/** A small generator with a fixed seed, so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
