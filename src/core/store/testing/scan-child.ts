// Keeps the index of a home true to its transcripts until it is killed: scans everything, then some folders, and again.
// Says when each scan of everything is done.
import { writeSync } from 'node:fs'
import { createInlineIngest } from '../../ingest/inline-ingest.ts'
import { providers } from '../../../providers/registry.ts'
import { systemClock } from '../../system-clock.ts'
import { openIndex } from '../open-stores.ts'

const [home = '', data = '', ...folders] = process.argv.slice(2)
const opened = openIndex(data, 'own', systemClock.now)
if (!opened) throw new Error('no index')
const ingest = createInlineIngest({
  opened,
  providers,
  environment: { platform: 'linux', home, env: {} },
  clock: systemClock,
  logger: {
    debug() {},
    warn() {},
    error(message, cause) {
      throw new Error(message, { cause })
    },
  },
  onProgress: () => void writeSync(1, 'progress\n'),
})
writeSync(1, 'begins\n')
for (;;) {
  await ingest.scan()
  writeSync(1, 'scanned\n')
  await ingest.scanPlaces({ files: [], folders })
}
