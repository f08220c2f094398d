import { describe, expect, it } from 'vitest'
import { timelineSchema } from '../../shared/contract/timeline.ts'
import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { downsample } from './downsample.ts'
import { outlineOf } from './testing/outlined.ts'
import { timelineOf } from './timeline.ts'

function answered(contextUsed: number, output = 10): Partial<ConversationEntry> {
  const counts = { uncachedInput: contextUsed, cacheRead: 0, cacheWrite: 0, output }
  return { kind: 'answer', text: 'a', contextUsed, usage: { counts } }
}

describe('timeline', () => {
  it('adds up tokens and keeps the place of each answer', () => {
    const { points } = timelineOf(
      outlineOf([{ kind: 'prompt', text: 'p' }, answered(100), answered(200)]),
      [],
    )
    expect(points).toMatchObject([
      { position: 1, contextUsed: 100, tokens: 110, tokensTotal: 110 },
      { position: 2, contextUsed: 200, tokens: 210, tokensTotal: 320 },
    ])
  })

  it('has health where it was noted, in order of time', () => {
    const outline = outlineOf([answered(100), answered(200)])
    const { points } = timelineOf(outline, [{ at: Date.UTC(2026, 0, 1) + 30_000, healthScore: 71 }])
    expect(points.map(({ health }) => health)).toEqual([null, 71, null])
  })

  it('marks compactions, errors, limits and changes of models with their messages', () => {
    const outline = outlineOf([
      { ...answered(100), model: 'one' },
      { kind: 'compaction', text: 's', contextUsed: 20 },
      { kind: 'error', text: 'bad' },
      { kind: 'error', text: 'limit', limitHit: true },
      { ...answered(50), model: 'two' },
    ])
    const { markers } = timelineOf(outline, [])
    expect(markers.map(({ kind, position }) => [kind, position])).toEqual([
      ['compaction', 1],
      ['error', 2],
      ['limit', 3],
      ['model-change', 4],
    ])
    expect(markers.at(-1)?.text).toBe('one → two')
  })

  it('keeps peaks, falls and compactions of a long session in few points', () => {
    const entries = Array.from({ length: 20_000 }, (_, index): Partial<ConversationEntry> => {
      if (index === 9_999) return { kind: 'compaction', text: 's', contextUsed: 5 }
      if (index === 7_777) return answered(999_999)
      if (index === 8_888) return answered(1)
      return answered(1_000 + (index % 500))
    })
    const timeline = timelineOf(outlineOf(entries), [])
    expect(timeline.points.length).toBeLessThanOrEqual(300)
    expect(timeline.pointsTotal).toBe(20_000)
    const used = timeline.points.map(({ contextUsed }) => contextUsed)
    expect(used).toEqual(expect.arrayContaining([999_999, 1, 5]))
    expect(timeline.points[0]?.position).toBe(0)
    expect(timeline.points.at(-1)?.position).toBe(19_999)
    const whole = { id: 'x', edition: 'e', contextLimit: null, ...timeline }
    expect(() => timelineSchema.parse(whole)).not.toThrow()
  })

  it('leaves few points as they are', () => {
    expect(downsample([1, 2, 3], 8, [(value) => value], () => false)).toEqual([1, 2, 3])
  })
})
