import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damagedLine } from '../testing/damaged-lines.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { aiderDocuments } from './documents.ts'
import { historyOf } from './testing/reading.ts'

const READINGS = Number(process.env['MUTATIONS'] ?? 20_000)
const HISTORY = join(import.meta.dirname, 'fixtures/synthetic/repo/.aider.chat.history.md')

describe('a damaged history', () => {
  it(`is read without an impossible call, ${READINGS} times`, () => {
    const random = seededRandom(READINGS)
    const content = readFileSync(HISTORY)
    const complaints: string[] = []
    const sink = complainingSink(complaints)
    let read = 0
    for (let reading = 0; reading < READINGS; reading++) {
      const file = historyOf(damagedLine(content, content, random))
      for (const session of aiderDocuments.sessions(file)) {
        aiderDocuments.read(file, session, sink)
        read++
      }
    }
    expect(complaints).toEqual([])
    expect(read).toBeGreaterThan(READINGS / 20)
  })
})
