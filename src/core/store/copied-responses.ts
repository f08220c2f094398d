import type { ResponseCopy } from './index-types.ts'
import { PART_RESPONSES, type ResponseKey, type StoredResponse } from './response-codec.ts'
import type { ResponseRows } from './response-rows.ts'

interface HeldFile {
  readonly responses: StoredResponse[]
  readonly positions: ReadonlyMap<ResponseKey, number>
  readonly changedParts: Set<number>
}

/** Responses of files that hold copies of each other's, read once. What is changed is written by `save`. */
export class CopiedResponses {
  private readonly rows: ResponseRows
  private readonly files = new Map<number, HeldFile>()

  constructor(rows: ResponseRows) {
    this.rows = rows
  }

  /** Keys that stand in more than one file, and perhaps some others of these files. */
  sharedKeys(): Set<ResponseKey> {
    const keys = new Set<ResponseKey>()
    for (const fileId of this.rows.keys.sharing())
      for (const key of this.held(fileId).positions.keys()) keys.add(key)
    return keys
  }

  /** The responses of a key, where it stands in more than one file; else none. */
  copiesOf(key: ResponseKey): ResponseCopy[] {
    const mayHold = this.rows.keys.holdersOf(key)
    // Most keys stand in one file, which is not read to find that out.
    if (mayHold.length < 2) return []
    const copies = mayHold.flatMap((fileId) => {
      const response = this.find(fileId, key)
      if (!response) return []
      const { at, counts, inherited } = response
      return [{ key, fileId, at, output: counts.output, inherited }]
    })
    // What is decided must not depend on the order in which files came in.
    return copies.length < 2 ? [] : copies.sort((a, b) => a.fileId - b.fileId)
  }

  /** Time of the first response that stands in this file and in no other; `undefined` where there is none. */
  firstOwnAt(fileId: number): number | undefined {
    const isCopied = ({ key, at }: StoredResponse) =>
      this.copiesOf(key).some((copy) => copy.fileId !== fileId && copy.at === at)
    return this.held(fileId).responses.reduce<number | undefined>(
      (first, response) =>
        (first === undefined || response.at < first) && !isCopied(response) ? response.at : first,
      undefined,
    )
  }

  /** Time of the last response in a file; `undefined` where there is none. */
  lastAt(fileId: number): number | undefined {
    return this.held(fileId).responses.reduce<number | undefined>(
      (last, { at }) => (last === undefined || at > last ? at : last),
      undefined,
    )
  }

  /** Answers whether that was a change. */
  setInherited(fileId: number, key: ResponseKey, inherited: boolean): boolean {
    const known = this.find(fileId, key)
    if (!known || known.inherited === inherited) return false
    return this.change(fileId, { ...known, inherited })
  }

  /** Gives the owner's response the counts of a fuller copy of it. */
  adoptCounts(ownerId: number, copyId: number, key: ResponseKey): boolean {
    const known = this.find(ownerId, key)
    const copy = this.find(copyId, key)
    if (!known || !copy) return false
    const { model, counts, cacheWrite1h, reasoning } = copy
    return this.change(ownerId, { ...known, model, counts, cacheWrite1h, reasoning })
  }

  /** Ids of the files that own responses of which a file holds copies, one for each copy. */
  ownersOfCopiesIn(fileId: number): number[] {
    const copies = this.held(fileId).responses.filter(({ inherited }) => inherited)
    return copies.flatMap(({ key, at }) =>
      this.copiesOf(key)
        .filter((other) => other.at === at && !other.inherited)
        .map((other) => other.fileId),
    )
  }

  keysOf(fileId: number): Iterable<ResponseKey> {
    return this.held(fileId).positions.keys()
  }

  save(): void {
    for (const [fileId, { responses, changedParts }] of this.files) {
      this.rows.replace(fileId, responses, changedParts)
      changedParts.clear()
    }
  }

  private find(fileId: number, key: ResponseKey): StoredResponse | undefined {
    const { responses, positions } = this.held(fileId)
    const position = positions.get(key)
    return position === undefined ? undefined : responses[position]
  }

  private change(fileId: number, response: StoredResponse): true {
    const { responses, positions, changedParts } = this.held(fileId)
    const position = positions.get(response.key)
    if (position === undefined) throw new Error(`file ${fileId} holds no response ${response.key}`)
    responses[position] = response
    changedParts.add(Math.floor(position / PART_RESPONSES))
    return true
  }

  private held(fileId: number): HeldFile {
    const known = this.files.get(fileId)
    if (known) return known
    const responses = this.rows.responsesOf(fileId)
    const positions = new Map(responses.map(({ key }, position) => [key, position]))
    const held = { responses, positions, changedParts: new Set<number>() }
    this.files.set(fileId, held)
    return held
  }
}
