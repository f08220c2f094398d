import type { Health, Session, Source } from '../src/shared/contract/index.ts'
import { sampleSession } from '../src/shared/contract/testing/sample-session.ts'

const MINUTE = 60_000

/** Sessions in every state and at every level, as they stood at `now`. */
export function sampleSessions(now: Date): readonly Session[] {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE)
  const context = (used: number, limit: number) =>
    ({ used, limit, ratio: used / limit, source: 'reported', limitSource: 'model' }) as const
  const tokens = (cacheRead: number, output: number): Session['tokens'] => ({
    uncachedInput: 18_204,
    cacheRead,
    cacheWrite: 96_310,
    output,
    total: 18_204 + cacheRead + 96_310 + output,
    source: 'reported',
    caveat: null,
  })
  const at = (id: string, minutes: number, given: Partial<Session>): Session =>
    sampleSession({
      id,
      provider: id.slice(0, id.indexOf(':')),
      startedAt: ago(minutes + 130),
      lastActivityAt: ago(minutes),
      durationMs: 130 * MINUTE,
      ...given,
    })
  return [
    at('codex:8f21', 3, {
      title: 'Port the billing worker to the new queue',
      project: 'billing',
      gitBranch: 'queue-v2',
      state: 'stuck',
      stateReason: 'The weekly quota is used up until 18:00; the last three requests were refused.',
      health: health(31, 88, 62, 70, 0),
      errors: 3,
      retries: 9,
      model: 'gpt-5-codex',
      context: context(211_000, 272_000),
      tokens: tokens(4_812_000, 61_200),
      costUsd: { value: 11.42, source: 'estimated' },
      burn: null,
      question: null,
    }),
    at('claude-code:41c0', 1, {
      title: 'Replace the date picker with the native one',
      project: 'storefront',
      gitBranch: 'feature/native-date',
      state: 'waiting',
      stateReason: 'It waits for your permission.',
      question: 'May it run npm run build?',
      tags: ['frontend', 'release'],
      health: health(84, 78, 88, 100, 90),
      context: context(87_300, 200_000),
      tokens: tokens(1_904_000, 31_770),
      costUsd: { value: 3.18, source: 'reported' },
    }),
    at('claude-code:9ab3', 0, {
      title: 'Make the importer stream instead of loading whole files',
      project: 'warehouse',
      gitBranch: 'stream-import',
      state: 'working',
      stateReason: 'A tool runs: npm test.',
      burn: {
        windowMinutes: 28,
        tokensPerHour: 5_120_000,
        costUsdPerHour: 9.4,
        answersLeft: 6,
        minutesLeft: 12,
        sentence: 'It spends 5.1 million tokens an hour; its context is full in about 6 answers, 12 minutes.',
      },
      health: health(34, 12, 40, 100, 60),
      context: context(186_900, 200_000),
      tokens: tokens(9_310_000, 140_200),
      costUsd: { value: 24.9, source: 'reported' },
      compactions: 2,
      recommendations: [
        {
          kind: 'export-and-restart',
          severity: 'critical',
          text: 'The context is 93 % full: export it and start a new session before the next compaction.',
          sessionIds: [],
        },
        {
          kind: 'merge',
          severity: 'info',
          text: 'Another session works on the same code base: join them.',
          sessionIds: ['opencode:77aa'],
        },
      ],
    }),
    at('gemini-cli:c5d1', 22, {
      title: 'Explain the flaky snapshot in the checkout flow',
      project: 'storefront',
      gitBranch: 'main',
      state: 'idle',
      stateReason: 'The model is done; nothing since 22 minutes.',
      health: health(58, 40, 55, 60, 100),
      model: 'gemini-3-pro',
      context: context(840_000, 1_048_576),
      tokens: tokens(2_200_000, 18_400),
      costUsd: { value: 2.07, source: 'estimated' },
      recommendations: [
        {
          kind: 'long-running',
          severity: 'warning',
          text: 'Runs for over four hours: its answers may get worse.',
          sessionIds: [],
        },
      ],
    }),
    at('claude-code:0d1e', 0, {
      title: 'Write the migration for tenant ids',
      project: 'warehouse',
      gitBranch: 'tenant-ids',
      health: health(91, 92, 88, 100, 85),
      context: context(61_000, 200_000),
      subagents: 3,
    }),
    at('opencode:77aa', 2, {
      title: 'Profile the nightly import',
      project: 'warehouse',
      gitBranch: 'stream-import',
      stateReason: 'The model is answering.',
      model: 'qwen3-coder',
      health: health(79, 70, 85, 90, 80),
      context: {
        used: 44_100,
        limit: 131_072,
        ratio: 44_100 / 131_072,
        source: 'counted',
        limitSource: 'config',
      },
      costUsd: { value: 0, source: 'reported' },
    }),
    at('copilot:e2', 12, {
      title: 'Add retry to the webhook sender',
      project: 'billing',
      gitBranch: 'main',
      state: 'idle',
      stateReason: 'The model is done; it is your turn.',
      model: 'gpt-5-mini',
      health: health(88, 90, 95, 70, 100),
      context: {
        used: 19_000,
        limit: 128_000,
        ratio: 19_000 / 128_000,
        source: 'estimated',
        limitSource: 'default',
      },
      tokens: {
        ...tokens(0, 4_100),
        source: 'estimated',
        caveat: 'Retried requests leave no trace in its transcript.',
      },
      costUsd: { value: null, source: 'unknown' },
    }),
    at('cursor:3', 34, {
      title: null,
      project: 'handbook',
      gitBranch: null,
      state: 'idle',
      stateReason: 'Its process runs; what it does is not written down.',
      certainty: 'probable',
      model: null,
      health: { score: null, level: 'unscored', parts: [] },
      context: { used: null, limit: 10_000, ratio: null, source: 'unknown', limitSource: 'default' },
      tokens: {
        uncachedInput: null,
        cacheRead: null,
        cacheWrite: null,
        output: null,
        total: null,
        source: 'unknown',
        caveat: null,
      },
      costUsd: { value: null, source: 'unknown' },
      transcript: null,
    }),
    ...[
      'Review the retention policy',
      'Rename the settings keys',
      'Try the new bundler',
      'Draft the release notes',
    ].map((title, index) =>
      at(`claude-code:old${index}`, 200 + index * 170, {
        title,
        project: ['handbook', 'storefront', 'storefront', 'session-manager'][index] ?? 'handbook',
        state: 'ended',
        stateReason: 'No process runs it.',
        certainty: 'none',
        pid: null,
        health: health([96, 44, 81, 90][index] ?? 90, 90, 80, 70, 100),
        context: context([12_000, 168_000, 71_000, 33_000][index] ?? 1, 200_000),
      }),
    ),
  ]
}

export const SAMPLE_SOURCES: readonly Source[] = [
  source('claude-code', '/home/ada/.claude/projects', 'ok', 214),
  source('codex', '/home/ada/.codex/sessions', 'ok', 31),
  source('gemini-cli', '/home/ada/.gemini/tmp', 'absent', 0),
  {
    ...source('copilot', '/home/ada/.copilot/session-state', 'partial', 12),
    problems: [{ path: '/home/ada/.copilot/session-state/7e', reason: 'permission denied' }],
  },
]

function source(provider: string, path: string, status: Source['status'], files: number): Source {
  return { provider, path, status, files, linesRead: files * 400, linesSkipped: {}, problems: [] }
}

function health(
  score: number,
  tokenUsage: number,
  duration: number,
  activity: number,
  errors: number,
): Health {
  return {
    score,
    level: levelOf(score),
    parts: [
      part('tokenUsage', tokenUsage, 40, 'The context is that full of its window.', { usedTokens: 61_000 }),
      part('duration', duration, 20, 'It runs for 2 hours and 10 minutes.', { durationMinutes: 130 }),
      part('activity', activity, 20, 'It was active a minute ago.', { idleMinutes: 1 }),
      part('errors', errors, 20, 'No request of its last 20 failed.', { errors: 0 }),
    ],
  }
}

function levelOf(score: number): Health['level'] {
  return score >= 70 ? 'healthy' : score >= 40 ? 'warning' : 'critical'
}

function part(
  name: Health['parts'][number]['name'],
  score: number,
  weight: number,
  sentence: string,
  inputs: Record<string, number>,
): Health['parts'][number] {
  return { name, score, weight, level: levelOf(score), inputs, sentence }
}
