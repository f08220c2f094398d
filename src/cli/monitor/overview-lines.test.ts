import { expect, it } from 'vitest'
import type { Overview, Usage } from '../../shared/contract/overview.ts'
import { textWidth } from '../output/text-width.ts'
import { overviewPage } from './overview-lines.ts'

const paint = (_tone: string, text: string) => text

function usage(tokens: number): Usage {
  return {
    uncachedInput: tokens,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    tokens,
    responses: 3,
    costUsd: tokens / 1000,
    unpricedTokens: 0,
  }
}

const overview: Overview = {
  generatedAt: new Date(2026, 0, 31, 12, 30),
  states: { stuck: 0, waiting: 0, working: 0, idle: 0, ended: 0 },
  levels: { healthy: 0, warning: 0, critical: 0, unscored: 0 },
  today: { ...usage(1_000), unpricedTokens: 50 },
  lastHour: usage(0),
  hours: Array.from({ length: 24 }, (_, hour) => ({
    start: new Date(2026, 0, 30, 13 + hour),
    usage: usage(hour),
  })),
  days: Array.from({ length: 30 }, (_, day) => ({ start: new Date(2026, 0, 2 + day), usage: usage(day) })),
  providers: [{ provider: 'codex', usage: usage(750) }],
  models: Array.from({ length: 11 }, (_, index) => ({ model: `model-${index}`, usage: usage(100) })),
  projects: [
    { project: 'be\u001b[2Jfore', sessions: 1, lastActivityAt: null, usage: usage(250) },
    { project: null, sessions: 1, lastActivityAt: null, usage: usage(750) },
  ],
  projectsTotal: 2,
  limits: [],
}

it.each([24, 44, 80, 200])('fits %i columns', (width) => {
  expect(Math.max(...overviewPage(overview, width, paint).map(textWidth))).toBeLessThanOrEqual(width)
})

it('says what was used, when, and by whom', () => {
  const text = overviewPage(overview, 80, paint).join('\n')
  expect(text).toContain('Today      1k tokens in 3 answers, $1.00, without 50 tokens of unknown price')
  expect(text).toMatch(/\n {7}13:00 +12:00\n/)
  expect(text).toMatch(/\n {7}2026-01-02 +2026-01-31\n/)
  expect(text).toMatch(/\nbefore +████░+ +250 +\$0\.25\nno project +████████████░+ +750/)
  expect(text).toContain('… and 3 more')
})
