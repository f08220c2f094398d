import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider, ProviderEnvironment } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { findTranscripts, type TranscriptFixture } from '../../providers/testing/transcript-fixtures.ts'
import type { ContextFileFormat } from '../../shared/domain/context-files.ts'
import { type App, createApp } from '../app.ts'
import { ConversationUnreadable } from '../conversation/conversation-source.ts'
import { NO_LOOPBACK } from '../loopback/loopback.ts'
import { makeProcess, snapshotOf } from '../discovery/testing/processes.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { systemClock } from '../system-clock.ts'
import type { ContextFile } from './context-file.ts'
import { prepareContexts } from './prepare-contexts.ts'
import { contextBytes, contextText } from './write-contexts.ts'

/** A fixture, and where it lies in a home. */
interface Placed {
  readonly fixture: TranscriptFixture
  readonly path: string
}

const environmentOf = (home: string): ProviderEnvironment => ({
  platform: 'linux',
  home,
  env: { LLM_SESSION_HOME: join(home, 'data') },
})

/** Path below a home where the assistant would have written it; in a project where it writes there. */
function pathIn(home: string, provider: Provider, { path, name }: TranscriptFixture): string {
  if (provider.projectFiles) return join(home, 'code', name)
  const root = provider
    .roots(environmentOf(home))
    .find(({ maxDepth }) => path.split('/').length <= maxDepth + 1)
  return root ? join(root.path, path) : expect.fail(`${name} lies below no root`)
}

/** Fixtures in as few homes as hold them all: two of one path never share one. */
function homesFor(provider: Provider, fixtures: readonly TranscriptFixture[]): TranscriptFixture[][] {
  const homes: { readonly paths: Set<string>; readonly fixtures: TranscriptFixture[] }[] = []
  for (const fixture of fixtures) {
    const path = pathIn('/home', provider, fixture)
    let home = homes.find(({ paths }) => !paths.has(path))
    if (!home) homes.push((home = { paths: new Set(), fixtures: [] }))
    home.paths.add(path)
    home.fixtures.push(fixture)
  }
  return homes.map((home) => home.fixtures)
}

/** Runs the application over a home, in whose projects processes of the assistants work. */
async function open(home: string, projects: readonly string[]): Promise<App> {
  const processes = [...new Set(projects)].map((cwd, index) =>
    makeProcess({ pid: 100 + index, exe: '/usr/bin/python3', argv: ['python3', '-m', 'aider'], cwd }),
  )
  const app = await createApp({
    clock: systemClock,
    logger: { debug() {}, warn() {}, error() {} },
    environment: environmentOf(home),
    dataFolder: join(home, 'data'),
    host: { kind: 'cli', capabilities: [] },
    version: '0.0.0-test',
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: async () => snapshotOf(...processes),
      someEnded: async () => false,
      openFiles: async () => [],
    },
  })
  await app.look()
  return app
}

/** Sends every session there and back. Answers the fixtures that no session was read from. */
async function roundTrip(
  provider: Provider,
  fixtures: readonly TranscriptFixture[],
): Promise<TranscriptFixture[]> {
  const home = temporaryFolder()
  const placed = fixtures.map((fixture): Placed => ({ fixture, path: pathIn(home, provider, fixture) }))
  for (const { fixture, path } of placed) {
    mkdirSync(dirname(path), { recursive: true })
    copyFileSync(fixture.file, path)
  }
  const app = await open(home, provider.projectFiles ? placed.map(({ path }) => dirname(path)) : [])
  try {
    const { sessions } = app.service.list({ scope: 'all', limit: 10_000, offset: 0 })
    const read = new Set<string>()
    for (const { id } of sessions) {
      const transcripts = app.service.detail(id)?.transcripts ?? []
      for (const { path } of transcripts) read.add(path.replace(/#.*$/, ''))
      if (transcripts.length === 0) continue
      const context = await exported(app, id)
      for (const format of ['json', 'yaml'] as const) await sendThereAndBack(app, context, format)
    }
    return placed.flatMap(({ fixture, path }) => (read.has(path) ? [] : [fixture]))
  } finally {
    await app.stop()
    rmSync(home, { recursive: true })
  }
}

async function sendThereAndBack(app: App, context: ContextFile, format: ContextFileFormat): Promise<void> {
  const { id } = context.session
  const before = contextText([context], format)
  const prepared = prepareContexts(contextBytes(before, { gzip: true }))
  if (prepared.kind === 'refused') throw new Error(`${id}: ${JSON.stringify(prepared.problems)}`)
  const kept = app.service.contexts.import(prepared.contexts, null)
  if (kept.kind === 'refused') throw new Error(kept.sentence)
  const [imported] = kept.value
  const after = contextText([await exported(app, imported?.id ?? '')], format)
  expect(after === before, `${id} as ${format}`).toBe(true)
  if (imported) app.service.contexts.remove(imported.id)
}

async function exported(app: App, id: string): Promise<ContextFile> {
  const ask = (conversation: boolean) =>
    app.service.contexts.export(id, { conversation, redact: true, onProgress: () => {} })
  try {
    return (await ask(true)) ?? expect.fail(`there is no ${id}`)
  } catch (error) {
    // What was said cannot be had from every assistant; the rest can.
    if (!(error instanceof ConversationUnreadable)) throw error
    return (await ask(false)) ?? expect.fail(`there is no ${id}`)
  }
}

describe.each(
  providers
    .filter(({ modelServer }) => !modelServer)
    .map((provider) => ({ provider, name: provider.manifest.name })),
)('contexts of $name', ({ provider }) => {
  it('come back byte by byte as JSON and as YAML, from every fixture', async () => {
    const fixtures = findTranscripts(provider)
    expect(fixtures.length).toBeGreaterThan(0)
    const hidden: TranscriptFixture[] = []
    for (const home of homesFor(provider, fixtures)) hidden.push(...(await roundTrip(provider, home)))
    // A newer store of an assistant hides its older one; alone, each is read.
    const left = hidden.length === 0 ? [] : await roundTrip(provider, hidden)
    expect(left.map(({ name }) => name)).toEqual([])
  })
})
