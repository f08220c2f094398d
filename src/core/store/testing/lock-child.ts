// Is ready, waits for a word, tries for the lock, says how that went, and keeps what it has until its input ends.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { acquireWriterLock } from '../writer-lock.ts'

const [folder = ''] = process.argv.slice(2)
const input = createInterface({ input: process.stdin })
const go = once(input, 'line')
process.stdout.write('ready\n')
await go
const result = acquireWriterLock(folder, { pid: process.pid, kind: 'cli', startedAt: 1_000 })
process.stdout.write(`${JSON.stringify(result)}\n`)
await once(input, 'close')
if (result.kind === 'held') result.release()
