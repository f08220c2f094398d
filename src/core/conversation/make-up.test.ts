import { describe, expect, it } from 'vitest'
import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { makeUpOf } from './make-up.ts'
import { outlineOf } from './testing/outlined.ts'

/** One token a character, so that sums are seen at a glance. */
function madeUp(entries: readonly Partial<ConversationEntry>[], used: number | null) {
  const texts = entries.map(({ text = '' }) => text)
  const outline = outlineOf(entries)
  return makeUpOf(
    outline,
    used,
    (messages) => messages.map(({ place }) => texts[place.offset / 100] ?? ''),
    (text) => text.length,
  )
}
const tokensOf = (result: ReturnType<typeof madeUp>) =>
  Object.fromEntries(result.parts.map(({ name, tokens }) => [name, tokens]))

const read = { callId: '1', name: 'Read', access: 'read' } as const

describe('what the context is made of', () => {
  it('takes what is reported and not said for instructions and tools', () => {
    const result = madeUp(
      [
        { kind: 'prompt', text: 'xx' },
        { kind: 'tool-call', text: 'xxx', tool: read },
        { kind: 'tool-result', text: 'xxxxx', tool: { callId: '1' } },
        { kind: 'tool-result', text: 'xxxxxxx' },
        { kind: 'answer', text: 'x' },
      ],
      100,
    )
    expect(tokensOf(result)).toEqual({
      system: 82,
      prompts: 2,
      answers: 1,
      'tool-calls': 3,
      files: 5,
      'tool-results': 7,
    })
    expect(result).toMatchObject({ total: 100, totalSource: 'reported', since: null })
  })

  it('begins with the last compaction', () => {
    const entries = [
      { kind: 'prompt', text: 'forgotten' },
      { kind: 'compaction', text: 'xxxx' },
      { kind: 'prompt', text: 'x' },
    ] as const
    const result = madeUp(entries, 10)
    expect(result.since).toBe(1)
    expect(tokensOf(result)).toEqual({ system: 5, summary: 4, prompts: 1 })
  })

  it('scales the parts down where they are more than is reported, and says so', () => {
    const result = madeUp(
      [
        { kind: 'prompt', text: 'x'.repeat(60) },
        { kind: 'answer', text: 'x'.repeat(140) },
      ],
      100,
    )
    expect(tokensOf(result)).toEqual({ prompts: 30, answers: 70 })
    expect(result.sentence).toContain('scaled down')
  })

  it('is an estimate without instructions where nothing is reported, and unknown where nothing was said', () => {
    expect(madeUp([{ kind: 'prompt', text: 'xx' }], null)).toMatchObject({
      total: 2,
      totalSource: 'estimated',
    })
    expect(madeUp([], null)).toMatchObject({ total: null, totalSource: 'unknown', parts: [] })
  })

  it('always adds up to the total', () => {
    const words = ['a', 'bcd', 'efghi', 'jk'].map((text) => ({ kind: 'prompt', text }) as const)
    for (const used of [1, 3, 7, 11, 1000]) {
      const { parts, total } = madeUp(words, used)
      expect(parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(total)
    }
  })

  it('tells how much of the last input came from the cache', () => {
    const counts = { uncachedInput: 10, cacheRead: 80, cacheWrite: 10, output: 5 }
    expect(madeUp([{ kind: 'answer', text: 'x', usage: { counts } }], 100).cacheShare).toBe(0.8)
  })
})
