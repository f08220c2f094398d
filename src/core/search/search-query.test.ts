import { describe, expect, it } from 'vitest'
import { readQuery } from './search-query.ts'

function matchOf(text: string): string {
  const query = readQuery(text)
  if (typeof query === 'string') throw new Error(query)
  return query.match
}

function found(query: string, text: string): string[] {
  const read = readQuery(query)
  if (typeof read === 'string') throw new Error(read)
  return [...text.matchAll(read.pattern)].map(([word]) => word)
}

describe('a query', () => {
  it.each([
    ['rate limit', '"rate" AND "limit"'],
    ['"rate limit" retry', '"rate limit" AND "retry"'],
    ['retr*', '"retr" *'],
    ['limit -rate -"too many"', '"limit" NOT "rate" NOT "too many"'],
    ['src/app.ts', '"src app ts"'],
    ['naïve 日本', '"naïve" AND "日本"'],
    ['"not closed', '"not closed"'],
  ])('says what is looked for: %s', (text, match) => {
    expect(matchOf(text)).toBe(match)
  })

  it.each(['', '  ', '*', '-', '"', '-only -these', '() {} : ^'])('names nothing to find: %j', (text) => {
    expect(readQuery(text)).toBe('Name at least one word to find.')
  })

  it('has an end', () => {
    expect(readQuery('word '.repeat(33))).toBe('Name 32 words at most.')
  })

  it.each(['a" OR "b', 'text:secret', 'NEAR(a b)', '{text} : x', "x'; DROP TABLE words; --", '"a""b"'])(
    'is never a language of its own: %s',
    (text) => {
      expect(matchOf(text).replaceAll(/"[\p{L}\p{N} ]+"(?: \*)?/gu, 'x')).toMatch(/^x(?: (?:AND|NOT) x)*$/)
    },
  )

  it('finds its words again in a text, as the search engine does: whole, and in any case', () => {
    expect(found('limit', 'Limits, limit; LIMIT-er unlimited')).toEqual(['limit', 'LIMIT'])
    expect(found('limit*', 'Limits and unlimited')).toEqual(['Limits'])
    expect(found('"rate limit"', 'rate-limit, rate\n limit, limit rate')).toEqual([
      'rate-limit',
      'rate\n limit',
    ])
  })
})
