import { describe, expect, it } from 'vitest'
import type { Source } from '../../../shared/contract/index.ts'
import { foundByAssistant } from './found-by-assistant.ts'

function source(provider: string, status: Source['status'], files: number): Source {
  return {
    provider,
    path: `/home/ada/${provider}/${files}`,
    status,
    files,
    linesRead: 0,
    linesSkipped: {},
    problems: [],
  }
}

describe('what was found of each assistant', () => {
  it('is added up over its places, and an assistant without a trace is named apart', () => {
    const partial = source('b', 'partial', 3)
    const { found, absent } = foundByAssistant([
      source('a', 'ok', 2),
      source('a', 'absent', 0),
      partial,
      source('b', 'ok', 4),
      source('c', 'absent', 0),
    ])
    expect(found).toEqual([
      { provider: 'b', transcripts: 7, troubled: [partial] },
      { provider: 'a', transcripts: 2, troubled: [] },
    ])
    expect(absent).toEqual(['c'])
  })

  it('that could not be read at all is found, with its trouble, and not absent', () => {
    const unreadable = source('a', 'unreadable', 0)
    expect(foundByAssistant([unreadable, source('a', 'absent', 0)])).toEqual({
      found: [{ provider: 'a', transcripts: 0, troubled: [unreadable] }],
      absent: [],
    })
  })
})
