import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentFile } from '../provider.ts'
import { documentFile } from '../testing/document-file.ts'
import { damagedLine, withFlippedBytes } from '../testing/damaged-lines.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { type Random, seededRandom } from '../testing/seeded-random.ts'
import { chatStore } from './documents.ts'

const STORE = join(
  import.meta.dirname,
  'fixtures/synthetic/chats/7ead144c04361150207a2f3b5e04c942/a1b2c3d4-0000-4000-8000-000000000001/store.db',
)
const READINGS = Number(process.env['MUTATIONS'] ?? 20_000) / 20

/** A store some of whose rows are damaged on the way. */
function damaged(file: DocumentFile, random: Random): DocumentFile {
  const values = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
  const rowsOf = (sql: string, parameters: readonly (string | number)[]) => {
    const key = `${sql} ${parameters.join(' ')}`
    const known = values.get(key) ?? file.rows(sql, ...parameters)
    values.set(key, known)
    return known
  }
  return {
    ...file,
    textNear: () =>
      random.below(4) === 0
        ? damagedLine(Buffer.from('{"cwd":"/x"}'), Buffer.from('{}'), random).toString()
        : undefined,
    rows: (sql, ...parameters) => rowsOf(sql, parameters).map((row) => damagedRow(row, random)),
  }
}

function damagedRow(
  row: Readonly<Record<string, unknown>>,
  random: Random,
): Readonly<Record<string, unknown>> {
  if (random.below(3) > 0) return row
  const { data, value } = row
  if (Buffer.isBuffer(data)) {
    const isJson = data[0] === 0x7b
    return { data: isJson ? damagedLine(data, data, random) : withFlippedBytes(data, random) }
  }
  const record = Buffer.from(String(value), 'hex')
  return { value: damagedLine(record, record, random).toString('hex') }
}

describe('a damaged store', () => {
  it(`is read without an impossible call, or refused, ${READINGS} times`, () => {
    const random = seededRandom(READINGS)
    const file = documentFile(STORE)
    const complaints: string[] = []
    const sink = complainingSink(complaints)
    let read = 0
    for (let reading = 0; reading < READINGS; reading++) {
      const store = damaged(file, random)
      try {
        for (const session of chatStore.sessions(store)) {
          chatStore.read(store, session, sink)
          read++
        }
      } catch (error) {
        expect(String(error)).toContain('no record of a chat')
      }
    }
    expect(complaints).toEqual([])
    expect(read).toBeGreaterThan(READINGS / 20)
  })
})
