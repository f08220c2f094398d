import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damagedLine } from '../testing/damaged-lines.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { clineDocuments } from './documents.ts'
import { documentOf, TASK_PATH } from '../lineages/cline/testing/reading.ts'
import { SESSION_PATH } from './testing/reading.ts'

const READINGS = Number(process.env['MUTATIONS'] ?? 20_000) / 8
const FIXTURES = join(import.meta.dirname, 'fixtures')

const DOCUMENTS = [
  [SESSION_PATH, 'real/headless-429-retry/1795222233092_rm6mf/1795222233092_rm6mf.messages.json'],
  [TASK_PATH, 'synthetic/globalStorage/saoudrizwan.claude-dev/tasks/1795200000000/ui_messages.json'],
] as const

describe('a damaged document', () => {
  it.each(DOCUMENTS)(
    `is read like %s without an impossible call, or refused, ${READINGS} times`,
    (path, name) => {
      const random = seededRandom(READINGS)
      const content = readFileSync(join(FIXTURES, name))
      const complaints: string[] = []
      const sink = complainingSink(complaints)
      let read = 0
      for (let reading = 0; reading < READINGS; reading++) {
        const bytes = damagedLine(content, content, random)
        if (!isJson(bytes)) continue
        const file = documentOf(path, bytes)
        try {
          for (const session of clineDocuments.sessions(file)) {
            clineDocuments.read(file, session, sink)
            read++
          }
        } catch (error) {
          expect(String(error)).toContain('no list of messages')
        }
      }
      expect(complaints).toEqual([])
      expect(read).toBeGreaterThan(READINGS / 20)
    },
  )
})

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}
