import type { Candidate } from './look-at-roots.ts'

/** A person's first screen: so many sessions are read before all others. */
const FIRST_SESSIONS = 100
/** A file that would keep the first screen waiting by itself comes right behind it. */
const LARGE_BYTES = 16 << 20
/** One transaction holds this much reading at most, so that a killed scan loses little and the first sessions show soon. */
const LARGEST_BATCH_BYTES = 64 << 20
const BATCH_FILES = 200
/** While somebody waits for the first screen, they see more of it each time this much is read. */
const FIRST_BATCH_BYTES = 4 << 20
const SCREEN_BATCH_BYTES = 16 << 20

/**
 * Splits files into what is read in one transaction each, in the order of reading: the newest sessions with all their
 * files first, in small batches, then the rest. `changed`: the newest file first.
 */
export function batchesInOrder(changed: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const { first, rest } = newestSessionsFirst(changed)
  const [head = []] = inBatches(first, FIRST_BATCH_BYTES)
  const batches = [
    head,
    ...inBatches(first.slice(head.length), SCREEN_BATCH_BYTES),
    ...inBatches(rest, LARGEST_BATCH_BYTES),
  ]
  return batches.filter((batch) => batch.length > 0)
}

function newestSessionsFirst(changed: readonly Candidate[]) {
  const newest = new Set<string>()
  for (const candidate of changed) {
    if (newest.size === FIRST_SESSIONS) break
    newest.add(sessionOf(candidate))
  }
  const small: Candidate[] = []
  const large: Candidate[] = []
  const rest: Candidate[] = []
  for (const candidate of changed) {
    if (!newest.has(sessionOf(candidate))) rest.push(candidate)
    else if (candidate.file.sizeBytes > LARGE_BYTES) large.push(candidate)
    else small.push(candidate)
  }
  return { first: [...small, ...large], rest }
}

/** Each batch is complete with the file that takes it to its limit, or with its last. */
function inBatches(files: readonly Candidate[], limitBytes: number): readonly (readonly Candidate[])[] {
  const batches: Candidate[][] = []
  let batch: Candidate[] = []
  let bytes = 0
  for (const candidate of files) {
    if (batch.length === 0) batches.push(batch)
    batch.push(candidate)
    bytes += candidate.file.sizeBytes
    if (bytes <= limitBytes && batch.length < BATCH_FILES) continue
    batch = []
    bytes = 0
  }
  return batches
}

/** The session that a file counts with, as far as its name tells. */
function sessionOf({ provider, ref, file }: Candidate): string {
  return `${provider.manifest.id}:${ref.subagentOf ?? ref.sessionId ?? file.path}`
}
