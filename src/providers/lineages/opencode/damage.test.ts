import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DocumentFile } from '../../provider.ts'
import { damagedLine } from '../../testing/damaged-lines.ts'
import { documentFile } from '../../testing/document-file.ts'
import { complainingSink } from '../../testing/plausible-calls.ts'
import { type Random, seededRandom } from '../../testing/seeded-random.ts'
import { sessionDatabase } from './documents.ts'

const SEED = 20_261_121
/** `MUTATIONS=1000000` searches longer. */
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 20_000)
const TIMEOUT_MS = 60_000 * Math.max(1, MUTATIONS / 20_000)
const ODD_VALUES = [null, '', -1, 0, 0.5, 9e15, 1e300, 'text', Buffer.from('text')]

const fixture = documentFile(
  join(import.meta.dirname, '../../opencode/fixtures/generated/v1.18.33/opencode.db'),
)

it(`neither throws nor tells nonsense on ${MUTATIONS} damaged rows`, { timeout: TIMEOUT_MS }, () => {
  const random = seededRandom(SEED)
  const ask = remembering(fixture)
  const sessions = sessionDatabase.sessions(ask)
  const outcomes = new Set<string>()
  let left = MUTATIONS
  while (left > 0) {
    const complaints: string[] = []
    const damage = { rows: 0 }
    const file = damaging(ask, random, damage)
    const counted = sessionDatabase.read(file, random.pick(sessions), complainingSink(complaints))
    for (const [outcome, count] of Object.entries(counted)) if (count > 0) outcomes.add(outcome)
    expect(complaints).toEqual([])
    left -= damage.rows
  }
  expect([...outcomes].toSorted()).toEqual(['ignored', 'malformed', 'unknown', 'used'])
  expect('polluted' in {}, 'the prototype of all objects is as it was').toBe(false)
})

/** Asks the database each question once. */
function remembering(file: DocumentFile): DocumentFile {
  const answers = new Map<string, ReturnType<DocumentFile['rows']>>()
  return {
    ...file,
    rows(sql, ...parameters) {
      const question = JSON.stringify([sql, parameters])
      const answer = answers.get(question) ?? file.rows(sql, ...parameters)
      answers.set(question, answer)
      return answer
    },
  }
}

/** Changes what the messages and parts say, and sometimes another column of any row but those of the schema. */
function damaging(file: DocumentFile, random: Random, damage: { rows: number }): DocumentFile {
  return {
    ...file,
    rows(sql, ...parameters) {
      const rows = file.rows(sql, ...parameters)
      if (sql.includes('pragma_table_info')) return rows
      return rows.map((row) => {
        if (random.below(4) === 0) return row
        damage.rows++
        const { data } = row
        if (typeof data === 'string' && random.below(10) > 0) {
          const other = random.pick(rows)['data']
          const line = damagedLine(Buffer.from(data), Buffer.from(String(other)), random)
          return { ...row, data: line.toString('utf8') }
        }
        return { ...row, [random.pick(Object.keys(row))]: random.pick(ODD_VALUES) }
      })
    },
  }
}
