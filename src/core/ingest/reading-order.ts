import type { Candidate } from './look-at-roots.ts'

/** A person's first screen: so many sessions are read before all others. */
const FIRST_SESSIONS = 100
/** A file that would keep the first screen waiting by itself comes right behind it. */
const LARGE_BYTES = 16 << 20
/** One transaction holds this much reading at most, so that a killed scan loses little and the first sessions show soon. */
const LARGEST_BATCH_BYTES = 64 << 20
const BATCH_FILES = 200
const FIRST_BATCH_BYTES = 4 << 20
const BATCH_GROWTH = 4

/** The newest sessions with all their files first, then the rest. `changed`: the newest file first. */
export function newestSessionsFirst(changed: readonly Candidate[]): readonly Candidate[] {
  const first = new Set<string>()
  for (const candidate of changed) {
    if (first.size === FIRST_SESSIONS) break
    first.add(sessionOf(candidate))
  }
  const order = { small: [] as Candidate[], large: [] as Candidate[], rest: [] as Candidate[] }
  for (const candidate of changed) {
    if (!first.has(sessionOf(candidate))) order.rest.push(candidate)
    else if (candidate.file.sizeBytes > LARGE_BYTES) order.large.push(candidate)
    else order.small.push(candidate)
  }
  return [...order.small, ...order.large, ...order.rest]
}

/** Splits files into what is read in one transaction each: little at first, as somebody waits for it. */
export function inBatches(files: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const batches: (readonly Candidate[])[] = []
  let limit = FIRST_BATCH_BYTES
  let batch: Candidate[] = []
  let bytes = 0
  for (const file of files) {
    batch.push(file)
    bytes += file.file.sizeBytes
    if (bytes <= limit && batch.length < BATCH_FILES) continue
    batches.push(batch)
    batch = []
    bytes = 0
    limit = Math.min(limit * BATCH_GROWTH, LARGEST_BATCH_BYTES)
  }
  return batch.length > 0 ? [...batches, batch] : batches
}

/** The session that a file counts with, as far as its name tells. */
function sessionOf({ provider, ref, file }: Candidate): string {
  return `${provider.manifest.id}:${ref.subagentOf ?? ref.sessionId ?? file.path}`
}
