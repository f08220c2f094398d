import { expect, it } from 'vitest'
import { damagedDocument } from './damaged-documents.ts'
import { type DocumentFixture, readDocument } from './document-fixtures.ts'
import { MUTATIONS, MUTATIONS_SEED, MUTATIONS_TIMEOUT_MS, quickly, shownRecord } from './mutations.ts'
import { complainingSink } from './plausible-calls.ts'
import { type Random, seededRandom } from './seeded-random.ts'

/** One in so many must still be readable, or nothing but refusals was tried. */
const READABLE_EVERY = 10

/** What a reader makes of many documents that no assistant would write. */
export function describeDocumentMutations(documents: readonly DocumentFixture[]): void {
  it(`refuses or reads documents with ${MUTATIONS} damaged records, and neither dawdles nor tells nonsense`, {
    timeout: MUTATIONS_TIMEOUT_MS,
  }, () => {
    const random = seededRandom(MUTATIONS_SEED)
    let left = MUTATIONS
    let read = 0
    let tried = 0
    while (left > 0) {
      const { damaged, wasRead } = readDamaged(random.pick(documents), random)
      // A reader that asks for nothing that can be damaged would be asked for ever.
      left -= Math.max(1, damaged)
      tried++
      if (wasRead) read++
    }
    expect(read, 'documents that were read').toBeGreaterThan(tried / READABLE_EVERY)
    expect('polluted' in {}, 'the prototype of all objects is as it was').toBe(false)
  })
}

function readDamaged(
  { name, reader, file, isDatabase }: DocumentFixture,
  random: Random,
): { readonly damaged: number; readonly wasRead: boolean } {
  const complaints: string[] = []
  const sink = complainingSink(complaints)
  const document = damagedDocument(file, isDatabase, random)
  let wasRead = false
  const read = () => {
    for (const session of reader.sessions(document.file)) {
      expectCounts(reader.read(document.file, session, sink))
      wasRead = true
    }
  }
  const what = () => (isDatabase ? name : `${name} with the content ${shownRecord(document.file.bytes())}`)
  try {
    quickly(read, () => () => void readDocument(reader, document.file), what)
  } catch (cause) {
    // A refusal is an error with a sentence; anything else that is thrown is a bug.
    if (!isRefusal(cause)) throw new Error(`fails at ${what()}`, { cause })
  }
  if (complaints.length > 0) throw new Error(`${complaints.join('\n')}\ntold of ${what()}`)
  return { damaged: document.damaged(), wasRead }
}

function expectCounts(outcomes: Readonly<Record<string, number>>): void {
  const impossible = Object.values(outcomes).filter((count) => !Number.isSafeInteger(count) || count < 0)
  if (impossible.length > 0) throw new TypeError(`counts ${JSON.stringify(outcomes)}`)
}

/** What a reader throws at a file that is not what its name says: an error of no special kind, in one line. */
export function isRefusal(cause: unknown): cause is Error {
  return (
    cause instanceof Error &&
    Object.getPrototypeOf(cause) === Error.prototype &&
    /^[^\n]{5,300}$/.test(cause.message) &&
    !cause.message.startsWith('takes ')
  )
}
