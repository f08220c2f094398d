import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, TASK_PATH } from '../lineages/cline/testing/reading.ts'
import { damagedLine } from '../testing/damaged-lines.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { provider } from './provider.ts'

const READINGS = Number(process.env['MUTATIONS'] ?? 20_000) / 8
const TASK = 'fixtures/synthetic/rooveterinaryinc.roo-cline/tasks/0199-roo/ui_messages.json'

describe('a damaged task', () => {
  it(`is read without an impossible call, or refused, ${READINGS} times`, () => {
    const random = seededRandom(READINGS)
    const content = readFileSync(join(import.meta.dirname, TASK))
    const complaints: string[] = []
    const sink = complainingSink(complaints)
    let read = 0
    for (let reading = 0; reading < READINGS; reading++) {
      const file = documentOf(TASK_PATH, damagedLine(content, content, random))
      try {
        for (const session of provider.documents?.sessions(file) ?? []) {
          provider.documents?.read(file, session, sink)
          read++
        }
      } catch (error) {
        expect(String(error)).toMatch(/no list of messages|SyntaxError/)
      }
    }
    expect(complaints).toEqual([])
    expect(read).toBeGreaterThan(READINGS / 20)
  })
})
