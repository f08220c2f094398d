import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Provider, ProviderEnvironment } from '../providers/provider.ts'
import { providers } from '../providers/registry.ts'
import { findTranscripts } from '../providers/testing/transcript-fixtures.ts'
import { createRouter } from './api/router.ts'
import { type App, createApp } from './app.ts'
import { NO_LOOPBACK } from './loopback/loopback.ts'
import { systemClock } from './system-clock.ts'

let home: string
let apps: App[]
const errors: string[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switched-off-'))
  apps = []
  errors.length = 0
})
afterEach(async () => {
  for (const app of apps) await app.stop()
  rmSync(home, { recursive: true })
})

function environment(): ProviderEnvironment {
  return { platform: 'linux', home, env: { LLM_SESSION_HOME: join(home, 'data') } }
}

/** Puts the transcripts among a provider's fixtures where it looks for them; answers how many. */
function placeFixtures(provider: Provider): number {
  const roots = provider.roots(environment())
  let placed = 0
  for (const { file, path } of findTranscripts(provider)) {
    const root = roots.find(({ maxDepth }) => path.split('/').length <= maxDepth + 1)
    if (!root) continue
    const target = join(root.path, path)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(file, target)
    placed++
  }
  return placed
}

async function seen(provider: Provider) {
  const app = await createApp({
    clock: systemClock,
    logger: { debug() {}, warn() {}, error: (message) => void errors.push(message) },
    environment: environment(),
    dataFolder: join(home, 'data'),
    host: { kind: 'cli', capabilities: [] },
    version: '0.0.0-test',
    demo: false,
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: () =>
        Promise.resolve({ bootId: 'boot', takenAt: systemClock.now(), processes: [], unreadable: 0 }),
      someEnded: async () => false,
      openFiles: () => Promise.resolve([]),
    },
  })
  apps.push(app)
  await app.look()
  const client = createRouterClient(createRouter(app.service))
  const { sessions } = await client.sessions.list({ scope: 'all', limit: 500 })
  const report = await client.system.doctor()
  const { id } = provider.manifest
  return {
    sessions: sessions.filter((session) => session.provider === id),
    doctor: report.providers.find((one) => one.id === id),
    sources: report.sources.filter((source) => source.provider === id && source.files > 0),
    named: report.info.providers.some((one) => one.id === id),
  }
}

describe.each(providers.map((provider) => ({ provider, name: provider.manifest.name })))(
  '$name',
  ({ provider }) => {
    const { id } = provider.manifest
    const hasRoots = provider.roots({ platform: 'linux', home: '/home/dev', env: {} }).length > 0

    it.runIf(hasRoots)(
      'shows what its fixtures hold, without an error, in the whole application',
      async () => {
        expect(placeFixtures(provider)).toBeGreaterThan(0)
        const { sessions, doctor, sources, named } = await seen(provider)
        expect(sessions.length).toBeGreaterThan(0)
        expect(doctor).toMatchObject({ sessions: sessions.length, error: null })
        expect(sources.flatMap(({ problems }) => problems)).toEqual([])
        expect(named).toBe(true)
        expect(errors).toEqual([])
      },
    )

    it('is neither looked for nor named where it is switched off in the settings', async () => {
      placeFixtures(provider)
      mkdirSync(join(home, 'data'), { mode: 0o700 })
      writeFileSync(join(home, 'data', 'config.yaml'), `providers: { ${id}: { enabled: false } }\n`)
      expect(await seen(provider)).toEqual({ sessions: [], doctor: undefined, sources: [], named: false })
      expect(errors).toEqual([])
    })
  },
)
