// Runs the application as a server does, until its input ends. Says whether it keeps the index, and each change.
import { createApp } from '../../app.ts'
import { NO_LOOPBACK } from '../../loopback/loopback.ts'
import { systemClock } from '../../system-clock.ts'

const [home = '', data = ''] = process.argv.slice(2)
const say = (text: string) => void process.stdout.write(`${text}\n`)
const app = await createApp({
  clock: systemClock,
  logger: {
    debug() {},
    warn() {},
    error(message, cause) {
      throw new Error(message, { cause })
    },
  },
  loopback: NO_LOOPBACK,
  environment: { platform: 'linux', home, env: {} },
  dataFolder: data,
  host: { kind: 'server', capabilities: [] },
  version: '0.0.0-test',
  demo: false,
  processes: {
    snapshot: async () => ({ bootId: 'boot', takenAt: new Date(), processes: [], unreadable: 0 }),
    someEnded: async () => false,
    openFiles: async () => [],
  },
})
const changes = app.service.changes(undefined)
await app.start()
await app.look()
process.stdin.on('end', () => void app.stop()).resume()
const tellOwner = async (): Promise<void> => {
  say((await app.service.info()).ownsIndex ? 'keeps' : 'reads')
}
await tellOwner()
process.stdin.on('data', () => void tellOwner())
for await (const { changed, removed } of changes) {
  for (const id of changed) say(`changed ${id}`)
  for (const id of removed) say(`removed ${id}`)
}
