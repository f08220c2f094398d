import { createApp } from '../src/core/app.ts'
import { openPorts } from '../src/core/system-ports.ts'

/**
 * A host without a window, for `live.ts`, which bundles it: HOME DATA watched|unwatched. Says `ready` when all is read,
 * then each change as `epoch milliseconds, ids`, and its bill when it is asked (a line of input).
 */
async function run([home = '', data = '', mode = '']: readonly string[]): Promise<void> {
  const { ports } = await openPorts({
    platform: process.platform,
    home,
    env: { LLM_SESSION_HOME: data },
    logger: { debug() {}, warn: console.error, error: console.error },
    host: { kind: 'server', capabilities: [] },
    version: 'bench',
    demo: false,
  })
  const say = (...words: readonly unknown[]) => void process.stdout.write(`${words.join(' ')}\n`)

  const startedAt = performance.now()
  const app = await createApp(ports)
  let firstRowsAt: number | undefined
  const changes = app.service.changes(undefined)
  if (mode === 'watched') void tellChanges()
  await app.start()
  await app.look()
  say('ready', JSON.stringify({ ms: performance.now() - startedAt, firstRowsMs: firstRowsAt ?? null }))
  if (mode !== 'watched') await changes.return?.()
  process.stdin.on('data', () => say('bill', JSON.stringify(app.service.bill())))
  process.stdin.on('end', () => void app.stop().then(() => process.exit(0)))

  async function tellChanges(): Promise<void> {
    for await (const { changed } of changes) {
      if (changed.length === 0) continue
      if (
        firstRowsAt === undefined &&
        app.service.list({ scope: 'all', limit: 100, offset: 0 }).sessions.length >= 100
      )
        firstRowsAt = performance.now() - startedAt
      say('changed', Date.now(), ...changed)
    }
  }
}

void run(process.argv.slice(2))
