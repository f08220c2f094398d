import type { Corpus, Tokens } from './corpus.ts'

export interface CountedSession {
  readonly id: string
  readonly tokens: {
    readonly uncachedInput: number | null
    readonly cacheRead: number | null
    readonly cacheWrite: number | null
    readonly output: number | null
  }
}

/** Every session whose tokens are not exactly the corpus's, that is missing, or that should not be there; in sentences. */
export function findDifferences(corpus: Corpus, sessions: readonly CountedSession[]): readonly string[] {
  const counted = new Map(sessions.map(({ id, tokens }) => [id, tokens]))
  const wrong = [...corpus.sessions].flatMap(([id, expected]) => {
    const tokens = counted.get(id)
    if (!tokens) return `${id} is missing`
    const { uncachedInput, cacheRead, cacheWrite, output } = tokens
    const found = [uncachedInput, cacheRead, cacheWrite, output]
    return found.every((count, index) => count === expected[index])
      ? []
      : `${id} has ${describe(found)}, expected ${describe(expected)}`
  })
  const invented = [...counted.keys()].filter((id) => !corpus.sessions.has(id))
  return [...wrong, ...invented.map((id) => `${id} is not in the corpus`)]
}

function describe(tokens: Tokens | readonly (number | null)[]): string {
  return tokens.map(String).join(' + ')
}
