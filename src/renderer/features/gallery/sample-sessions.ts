import type { Health, HealthLevel, Session } from '../../../shared/contract/index.ts'

const MINUTE = 60_000

/** Rows with everything that a row can show, as they stood at `now`. Made up. */
export function sampleSessions(now: Date): readonly Session[] {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE)
  const base = baseSession(ago(130), ago(1))
  return [
    {
      ...base,
      id: 'sample-two:asks',
      provider: 'sample-two',
      title: 'Replace the date picker with the native one',
      state: 'waiting',
      stateReason: 'It waits for your permission.',
      question: 'May it run npm run build?',
      tags: ['frontend', 'release'],
    },
    {
      ...base,
      id: 'sample-one:full',
      title: 'Make the importer stream instead of loading whole files',
      stateReason: 'A tool runs: npm test.',
      context: { ...base.context, used: 186_900, ratio: 0.9345, source: 'counted' },
      burn: {
        windowMinutes: 28,
        tokensPerHour: 5_120_000,
        costUsdPerHour: 9.4,
        answersLeft: 6,
        minutesLeft: 12,
        sentence: 'It spends 5.1 million tokens an hour; its context is full in about 6 answers, 12 minutes.',
      },
      health: sampleHealth(34, 'critical', [
        [12, 'critical'],
        [40, 'warning'],
        [100, 'healthy'],
        [60, 'warning'],
      ]),
      recommendations: [
        {
          kind: 'export-and-restart',
          severity: 'critical',
          text: 'Context is 93% full: export it and go on in a new session.',
          sessionIds: [],
        },
        {
          kind: 'archive',
          severity: 'info',
          text: 'Nothing has happened for 3h: archive it.',
          sessionIds: [],
        },
      ],
    },
    {
      ...base,
      id: 'sample-three:unknown',
      provider: 'sample-three',
      title: null,
      gitBranch: null,
      state: 'idle',
      stateReason: 'Its process runs; what it does is not written down.',
      context: { used: null, limit: 10_000, ratio: null, source: 'unknown', limitSource: 'default' },
      tokens: {
        uncachedInput: null,
        cacheRead: null,
        cacheWrite: null,
        output: null,
        total: null,
        source: 'unknown',
        caveat: 'It writes no usage down.',
      },
      costUsd: { value: null, source: 'unknown' },
      health: { score: null, level: 'unscored', parts: [] },
    },
  ]
}

function baseSession(startedAt: Date, lastActivityAt: Date): Session {
  return {
    id: 'sample-one:base',
    provider: 'sample-one',
    title: 'A session',
    project: 'storefront',
    state: 'working',
    stateReason: 'The model is answering.',
    question: null,
    certainty: 'certain',
    pid: 4242,
    cwd: '/home/ada/storefront',
    gitBranch: 'main',
    model: 'large-4',
    assistantVersion: '2.1.0',
    startedAt,
    lastActivityAt,
    durationMs: lastActivityAt.getTime() - startedAt.getTime(),
    tokens: {
      uncachedInput: 18_204,
      cacheRead: 1_904_000,
      cacheWrite: 96_310,
      output: 31_770,
      total: 2_050_284,
      source: 'reported',
      caveat: null,
    },
    context: { used: 87_300, limit: 200_000, ratio: 0.4365, source: 'reported', limitSource: 'model' },
    costUsd: { value: 3.18, source: 'estimated' },
    burn: null,
    messages: 124,
    toolCalls: 61,
    errors: 0,
    toolErrors: 3,
    retries: 1,
    interruptions: 0,
    compactions: 1,
    subagents: 2,
    forkedFrom: null,
    tags: [],
    health: sampleHealth(84, 'healthy', []),
    recommendations: [],
    transcript: '/home/ada/.sample/one.jsonl',
  }
}

const PARTS = [
  { name: 'tokenUsage', weight: 40, sentence: 'The context is that full of its window.' },
  { name: 'duration', weight: 20, sentence: 'It runs for 2 hours and 10 minutes.' },
  { name: 'activity', weight: 20, sentence: 'It was active a minute ago.' },
  { name: 'errors', weight: 20, sentence: 'Of its last 20 requests some failed.' },
] as const

/** With the score and the level of each part, in their order: what a score means, the core alone decides. */
function sampleHealth(
  score: number,
  level: HealthLevel,
  parts: readonly (readonly [score: number, level: HealthLevel])[],
): Health {
  return {
    score,
    level,
    parts: PARTS.map((part, index) => {
      const [own, ownLevel] = parts[index] ?? [score, level]
      return { ...part, score: own, level: ownLevel, inputs: { score: own } }
    }),
  }
}
