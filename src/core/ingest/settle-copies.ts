import type { IndexStore } from '../store/index-store.ts'
import type { FileOwner, ResponseCopy } from '../store/index-types.ts'

/**
 * Gives each response that stands in several files to one of them. Forks, resumed sessions and replays copy rows of
 * another transcript; only the file that was born first made the calls. Answers the files whose own usage changed.
 */
export function settleCopies(store: IndexStore, copies: readonly ResponseCopy[]): Set<number> {
  const birthOf = birthCache(store)
  const changed = new Set<number>()
  for (const rows of groupByKey(copies)) {
    if (rows.length < 2) continue
    const owner = rows.reduce((best, row) =>
      olderThan(birthOf(row.fileId), birthOf(best.fileId)) ? row : best,
    )
    for (const row of rows) {
      const inherited = row !== owner
      if (row.inherited !== inherited && store.setInherited(row.fileId, row.key, inherited))
        changed.add(row.fileId)
    }
    const fullest = rows.reduce((best, row) => (row.output > best.output ? row : best))
    if (fullest.output > owner.output && store.adoptCounts(owner.fileId, fullest.fileId, owner.key)) {
      changed.add(owner.fileId)
    }
  }
  return changed
}

interface Birth {
  readonly at: number
  readonly isSubagent: boolean
  readonly fileId: number
}

function olderThan(a: Birth, b: Birth): boolean {
  if (a.at !== b.at) return a.at < b.at
  if (a.isSubagent !== b.isSubagent) return b.isSubagent
  return a.fileId < b.fileId
}

/** A file's first response that no other file has; a copied history carries old times and proves nothing. */
function birthCache(store: IndexStore): (fileId: number) => Birth {
  const births = new Map<number, Birth>()
  return (fileId) => {
    const known = births.get(fileId)
    if (known) return known
    const owner: FileOwner | undefined = store.owner(fileId)
    const at = store.firstOwnResponseAt(fileId) ?? owner?.bornAt ?? Number.MAX_SAFE_INTEGER
    const birth = { at, isSubagent: owner?.isSubagent ?? false, fileId }
    births.set(fileId, birth)
    return birth
  }
}

function groupByKey(copies: readonly ResponseCopy[]): Iterable<ResponseCopy[]> {
  const groups = new Map<string, Map<number, ResponseCopy>>()
  for (const copy of copies) {
    const group = groups.get(copy.key) ?? new Map<number, ResponseCopy>()
    group.set(copy.fileId, copy)
    groups.set(copy.key, group)
  }
  return [...groups.values()].map((group) => [...group.values()])
}
