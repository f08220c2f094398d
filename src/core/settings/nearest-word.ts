/** The candidate that `word` was probably meant to be: one edit in three characters, spelling style set aside. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const wanted = letters(word)
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: editDistance(wanted, letters(candidate)) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best && best.edits <= Math.max(1, wanted.length / 3) ? best.candidate : undefined
}

/** `tokenLimits`, `token-limits` and `token_limits` are the same word. */
function letters(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Insertions, deletions and replacements that turn `a` into `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1]
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
