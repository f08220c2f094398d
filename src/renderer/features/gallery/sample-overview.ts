import type { Overview, Usage } from '../../../shared/contract/index.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A month of a busy person, as it stood at `now`. Made up; the same for the same moment. */
export function sampleOverview(now: Date): Overview {
  const wave = (index: number): number => 0.55 + 0.45 * Math.sin(index * 1.7) * Math.cos(index * 0.6)
  const today = sampleUsage(14.2e6)
  const days = Array.from({ length: 30 }, (_, index) => {
    const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (29 - index))
    const isFree = start.getDay() === 0 || start.getDay() === 6
    if (index === 29) return { start, usage: today }
    return { start, usage: sampleUsage(isFree ? 1.4e6 : 22e6 * wave(index)) }
  })
  return {
    generatedAt: now,
    states: { stuck: 1, waiting: 1, working: 3, idle: 3, ended: 4 },
    levels: { healthy: 5, warning: 1, critical: 2, unscored: 1 },
    today,
    lastHour: sampleUsage(2.6e6),
    hours: Array.from({ length: 24 }, (_, index) => ({
      start: new Date(now.getTime() - (24 - index) * HOUR_MS),
      usage: sampleUsage(index < 9 ? 0 : 2.4e6 * wave(index)),
    })),
    days,
    providers: [
      { provider: 'sample-one', usage: sampleUsage(310e6) },
      { provider: 'sample-two', usage: sampleUsage(122e6) },
      { provider: 'sample-three', usage: sampleUsage(31e6) },
    ],
    models: [
      { model: 'large-4', usage: sampleUsage(280e6) },
      { model: 'medium-5', usage: sampleUsage(140e6) },
      { model: 'local', usage: { ...sampleUsage(41e6), costUsd: 0, unpricedTokens: 41_000_000 } },
    ],
    projects: ['storefront', 'warehouse', 'billing', 'handbook', 'session-manager'].map((project, index) => ({
      project,
      sessions: 21 - index * 4,
      lastActivityAt: new Date(now.getTime() - index * DAY_MS * 0.7),
      usage: sampleUsage(190e6 / (index + 1)),
    })),
    projectsTotal: 5,
    limits: [
      {
        sessionId: 'sample-two:8f21',
        provider: 'sample-two',
        title: 'Port the billing worker to the new queue',
        at: new Date(now.getTime() - 180_000),
        reason: 'You have hit your weekly limit. It ends at 18:00.',
      },
    ],
  }
}

function sampleUsage(tokens: number): Usage {
  const whole = Math.max(0, Math.round(tokens))
  const uncachedInput = Math.round(whole * 0.03)
  const cacheWrite = Math.round(whole * 0.05)
  const output = Math.round(whole * 0.02)
  return {
    uncachedInput,
    cacheRead: whole - uncachedInput - cacheWrite - output,
    cacheWrite,
    output,
    tokens: whole,
    responses: Math.round(whole / 90_000),
    costUsd: whole * 6.4e-7,
    unpricedTokens: 0,
  }
}
