import { describe, expect, it } from 'vitest'
import type { Timeline, TimelinePoint } from '../../shared/contract/timeline.ts'
import { columnChart, timelineGraph } from './graph.ts'

const paint = (_tone: string, text: string) => text
const AT = new Date('2026-01-02T10:00:00Z').getTime()

function timelineOf(used: readonly (number | null)[], compactedAt: readonly number[] = []): Timeline {
  const points = used.map(
    (contextUsed, minute): TimelinePoint => ({
      at: new Date(AT + minute * 60_000),
      position: minute,
      contextUsed,
      tokens: null,
      tokensTotal: null,
      health: null,
    }),
  )
  return {
    id: 'a:1',
    edition: '1',
    contextLimit: 1_000,
    points,
    pointsTotal: points.length,
    markers: compactedAt.map((minute) => ({
      kind: 'compaction',
      at: new Date(AT + minute * 60_000),
      position: minute,
      text: '',
    })),
    markersTotal: compactedAt.length,
  }
}

describe('a chart of columns', () => {
  it('is as high as its highest column, in eighths of a line', () => {
    expect(columnChart([0, 4, 8, 16], { rows: 2, top: 0, paint })).toEqual(['    16    █', '     0  ▄██'])
  })

  it('leaves room up to what the full height means', () => {
    expect(columnChart([8], { rows: 2, top: 16, paint })).toEqual(['    16 ', '     0 █'])
  })

  it('shows the least of something as something, and nothing as nothing', () => {
    expect(columnChart([1, 0, null, 1_000_000], { rows: 1, top: 0, paint })).toEqual([
      '  1M ▁  █'.padStart(11),
    ])
  })
})

describe('a graph of a context', () => {
  it('keeps peaks that share a column, and goes on at the last value where nothing is told', () => {
    const used = [500, 1_000, 0, 250, ...Array.from({ length: 12 }, () => null), 250]
    const [heading, line] = timelineGraph(timelineOf(used), 'context', { width: 15, rows: 1 }, paint)
    expect(heading).toBe('Context over 1…')
    expect(line).toBe('    1k █▂▂▂▂▂▂▂')
  })

  it('names its limit and marks where the context was compacted', () => {
    const graph = timelineGraph(
      timelineOf([900, 100, 200, 300], [1]),
      'context',
      { width: 47, rows: 2 },
      paint,
    )
    expect(graph[0]).toBe('Context over 3m, of 1k, compacted at ▲')
    expect(graph.at(-1)?.indexOf('▲')).toBe(7 + 13)
  })

  it('is not drawn where nothing is known, nor where there is no room', () => {
    expect(timelineGraph(timelineOf([null]), 'context', { width: 40, rows: 3 }, paint)).toEqual([])
    expect(timelineGraph(timelineOf([1]), 'tokens', { width: 40, rows: 3 }, paint)).toEqual([])
    expect(timelineGraph(timelineOf([1]), 'context', { width: 7, rows: 3 }, paint)).toEqual([])
  })
})
