import type { ContextMakeUp, Findings, Timeline } from '../../../shared/contract/index.ts'

const CONTEXT_LIMIT = 200_000

/** How a made-up session of so many messages went: filled, compacted once, filled again. */
export function sampleTimeline(id: string, messages: number, startedAt: Date): Timeline {
  const at = (position: number): Date => new Date(startedAt.getTime() + position * 9_000)
  const points = Array.from({ length: 60 }, (_, index) => {
    const position = Math.floor((index * Math.max(messages - 1, 0)) / 59)
    const filled = index < 36 ? index / 36 : 0.18 + (index - 36) / 34
    return {
      at: at(position),
      position,
      contextUsed: Math.round((0.12 + filled * 0.8) * CONTEXT_LIMIT),
      tokens: 90_000,
      tokensTotal: (index + 1) * 90_000,
      health: Math.round(96 - filled * 55),
    }
  })
  const marker = (share: number): number => Math.floor(share * Math.max(messages - 1, 0))
  return {
    id,
    edition: 'one',
    contextLimit: CONTEXT_LIMIT,
    points,
    pointsTotal: points.length,
    markers: [
      { kind: 'error', at: at(marker(0.3)), position: marker(0.3), text: '529 overloaded' },
      { kind: 'compaction', at: at(marker(0.6)), position: marker(0.6), text: 'Compacted at 187,000 tokens' },
      { kind: 'model-change', at: at(marker(0.8)), position: marker(0.8), text: 'medium-5 to large-4' },
    ],
    markersTotal: 3,
  }
}

export function sampleMakeUp(id: string): ContextMakeUp {
  const parts = [
    { name: 'tool-results', tokens: 71_000 },
    { name: 'files', tokens: 46_000 },
    { name: 'system', tokens: 24_000 },
    { name: 'answers', tokens: 19_000 },
    { name: 'summary', tokens: 12_000 },
    { name: 'prompts', tokens: 9_000 },
    { name: 'tool-calls', tokens: 5_900 },
  ] as const
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0)
  return {
    id,
    edition: 'one',
    total,
    totalSource: 'reported',
    parts: parts.map(({ name, tokens }) => ({ name, tokens, share: tokens / total })),
    since: 143,
    cacheShare: 0.94,
    sentence:
      'The whole is what the assistant reported; its parts are estimated from the lengths of their texts.',
  }
}

export function sampleFindings(id: string): Findings {
  return {
    id,
    edition: 'one',
    findings: [
      {
        kind: 'repeated-failure',
        severity: 'critical',
        sentence: 'The same command failed four times in a row: npm test -- import.',
        positions: [5, 15, 25, 35],
        at: null,
        sessionIds: [],
      },
      {
        kind: 'compacted',
        severity: 'warning',
        sentence: 'Its context was compacted in the middle of a task.',
        positions: [9],
        at: null,
        sessionIds: [],
      },
    ],
  }
}
