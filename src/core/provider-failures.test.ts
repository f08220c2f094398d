import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentSession, Provider } from '../providers/provider.ts'
import { makeProcess, makeProvider, snapshotOf } from './discovery/testing/processes.ts'
import { createInlineIngest } from './ingest/inline-ingest.ts'
import { LabelKeeper } from './labels/label-keeper.ts'
import { UserKeeper } from './store/user-keeper.ts'
import { LiveView } from './live/live-view.ts'
import { NO_LOOPBACK } from './loopback/loopback.ts'
import type { Ports } from './ports.ts'
import { SessionReader } from './sessions/session-reader.ts'
import { defaultSettings } from './settings/default-settings.ts'
import { openIndexQueries } from './store/index-queries.ts'
import type { OpenedDatabase } from './store/open-result.ts'
import { openIndex } from './store/open-stores.ts'
import { systemClock } from './system-clock.ts'

let home: string
let opened: OpenedDatabase | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'failures-'))
  for (const name of ['good', 'broken']) {
    mkdirSync(join(home, name))
    writeFileSync(join(home, name, 'one.jsonl'), 'a record\n')
  }
})
afterEach(() => {
  opened?.close()
  opened = undefined
  rmSync(home, { recursive: true })
})

/** An assistant whose transcripts lie in a folder of its name, each with one record. */
function assistant(id: string): Provider {
  return {
    ...makeProvider(id, ({ argv }) => (argv[0] === id ? { role: 'session', sessionHint: 'one' } : undefined)),
    roots: () => [{ path: join(home, id), maxDepth: 0 }],
    transcript: (path) => ({ sessionId: path.replace('.jsonl', ''), subagentOf: undefined }),
    parser: (_ref, sink) => ({
      line() {
        sink.seen(1_000)
        sink.model('model-1')
        return 'used'
      },
      checkpoint: () => null,
    }),
  }
}

function fail(): never {
  throw new Error('a surprise')
}

const oneSession: readonly DocumentSession[] = [{ sessionId: 'one', subagentOf: undefined, stamp: '1' }]
const asDocument = (): Partial<Provider> => ({
  transcript: () => ({ sessionId: undefined, subagentOf: undefined, form: 'document' }),
})

/** Looks at disk and processes once, as the application does. */
async function look(providers: readonly Provider[]) {
  opened?.close()
  const data = join(home, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  opened = openIndex(data, 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  const environment = { platform: 'linux', home, env: {} } as const
  const logger = { debug() {}, warn() {}, error() {} }
  const processes = [makeProcess({ pid: 7, argv: ['good'] }), makeProcess({ pid: 8, argv: ['broken'] })]
  const ports: Ports = {
    clock: systemClock,
    logger,
    environment,
    dataFolder: data,
    host: { kind: 'cli', capabilities: [] },
    version: '0.0.0',
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: async () => snapshotOf(...processes),
      someEnded: async () => false,
      openFiles: async () => [join(home, 'one.jsonl')],
    },
  }
  const parts = { opened, providers, environment, clock: systemClock, logger }
  const report = await createInlineIngest(parts).scan()
  const queries = openIndexQueries(opened.database)
  const live = new LiveView(ports, () => providers)
  await live.look(queries)
  const settings = defaultSettings()
  const reader = new SessionReader({
    labels: new LabelKeeper(new UserKeeper(ports.dataFolder, systemClock), systemClock),
    queries: () => queries,
    live,
    providers: () => providers,
    settings: () => settings,
    clock: systemClock,
    logger,
  })
  const sessions = reader.all().sessions
  return {
    removed: report.removed,
    good: sessions.find(({ id }) => id === 'good:one'),
    broken: sessions.find(({ id }) => id === 'broken:one'),
    failures: reader.failures(),
  }
}

const capabilities: readonly (readonly [name: string, broken: () => Partial<Provider>])[] = [
  ['roots', () => ({ roots: fail })],
  ['transcript', () => ({ transcript: fail })],
  ['parser', () => ({ parser: fail })],
  ['a line of its parser', () => ({ parser: () => ({ line: fail, checkpoint: () => null }) })],
  ['a checkpoint of its parser', () => ({ parser: () => ({ line: () => 'used', checkpoint: fail }) })],
  [
    'the list of sessions in a document',
    () => ({ ...asDocument(), documents: { sessions: fail, read: fail } }),
  ],
  [
    'a session in a document',
    () => ({ ...asDocument(), documents: { sessions: () => oneSession, read: fail } }),
  ],
  ['beside', () => ({ beside: fail })],
  ['matchProcess', () => ({ matchProcess: fail })],
  ['liveClaims', () => ({ liveClaims: fail })],
  ['sessionOfOpenFile', () => ({ sessionOfOpenFile: fail })],
  ['modelWindow', () => ({ modelWindow: fail })],
]

describe('a provider that throws', () => {
  it.each(capabilities)(
    'in %s is named with the reason and hides nothing of the others',
    async (_, broken) => {
      const seen = await look([{ ...assistant('broken'), ...broken() }, assistant('good')])
      expect(seen.good).toMatchObject({ pid: 7, model: 'model-1' })
      expect(seen.failures).toEqual([
        { provider: 'broken', reason: expect.stringContaining('a surprise') as string },
      ])
    },
  )

  it.each(capabilities)('in %s loses nothing that was known of it', async (_, broken) => {
    const providers = [assistant('broken'), assistant('good')]
    expect((await look(providers)).failures).toEqual([])
    writeFileSync(join(home, 'broken', 'two.jsonl'), 'a record\n')
    const seen = await look([{ ...assistant('broken'), ...broken() }, assistant('good')])
    expect(seen.removed).toEqual([])
    expect(seen.broken).toMatchObject({ model: 'model-1' })
  })

  it('is no longer named when it works again', async () => {
    await look([{ ...assistant('broken'), roots: fail, beside: fail, liveClaims: fail }, assistant('good')])
    const seen = await look([assistant('broken'), assistant('good')])
    expect(seen.failures).toEqual([])
    expect(seen.broken).toMatchObject({ pid: 8 })
  })
})

describe('records of a type that no parser knows', () => {
  it('are counted by the version that wrote them', async () => {
    const changed: Provider = {
      ...assistant('broken'),
      parser: ({ sessionId }, sink) => ({
        line(block, start, end) {
          sink.seen(1_000)
          if (sessionId !== 'old') sink.version('0.180')
          return block.toString('utf8', start, end) === 'new' ? 'unknown' : 'used'
        },
        checkpoint: () => null,
      }),
    }
    writeFileSync(join(home, 'broken', 'two.jsonl'), 'new\nnew\na record\n')
    writeFileSync(join(home, 'broken', 'three.jsonl'), 'new\n')
    writeFileSync(join(home, 'broken', 'old.jsonl'), 'new\n')
    await look([changed, assistant('good')])
    const found = opened && openIndexQueries(opened.database).unknownRecords()
    expect([...(found ?? [])]).toEqual([
      [
        'broken',
        [
          { version: '0.180', count: 3 },
          { version: null, count: 1 },
        ],
      ],
    ])
  })
})
