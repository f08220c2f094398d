import type { Session } from '../../shared/contract/session.ts'

/** A healthy session at work, with what a test says of it. */
export function sampleSession(given: Partial<Session> = {}): Session {
  const count = { value: null, source: 'unknown' } as const
  return {
    id: 'an-assistant:one',
    provider: 'an-assistant',
    title: 'Parse the transcript once',
    project: 'session-manager',
    tags: [],
    state: 'working',
    stateReason: 'The model is answering.',
    certainty: 'certain',
    pid: 4242,
    cwd: '/home/ada/session-manager',
    gitBranch: 'main',
    model: 'a-model',
    assistantVersion: null,
    startedAt: new Date('2026-01-02T10:00:00Z'),
    lastActivityAt: new Date('2026-01-02T11:59:00Z'),
    durationMs: 7_140_000,
    tokens: {
      uncachedInput: null,
      cacheRead: null,
      cacheWrite: null,
      output: null,
      total: null,
      source: 'unknown',
      caveat: null,
    },
    context: { used: 50_000, limit: 200_000, ratio: 0.25, source: 'reported', limitSource: 'model' },
    costUsd: count,
    messages: 12,
    toolCalls: 7,
    errors: 0,
    toolErrors: 0,
    retries: 0,
    interruptions: 0,
    compactions: 0,
    subagents: 0,
    forkedFrom: null,
    health: { score: 92, level: 'healthy', parts: [] },
    recommendations: [],
    transcript: null,
    ...given,
  }
}
