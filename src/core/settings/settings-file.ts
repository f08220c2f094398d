import { z } from 'zod'
import { tagSchema } from '../../shared/contract/session.ts'
import { NAMED_LIMITS } from '../../shared/domain/named-limit.ts'
import { THEMES } from '../../shared/domain/theme.ts'
import { LOOPBACK_ADDRESSES } from '../../shared/domain/loopback-address.ts'
import { CONTEXT_FORMATS } from '../../shared/domain/context-files.ts'

/** The four limits that have names, so that a person can pick one: `"claude-code": "claude_max5"`. */
const namedLimitSchema = z.enum(NAMED_LIMITS)

const tokens = z.number().int().positive()
const limitOrName = z.union([tokens, namedLimitSchema], {
  error: `must be a number of tokens, or one of ${namedLimitSchema.options.join(', ')}`,
})
const points = z.number().min(0).max(100)
const minutes = z.number().positive()

const tokenLimits = z.strictObject({
  claude_pro: tokens.default(200_000),
  claude_max5: tokens.default(35_000),
  cursor_default: tokens.default(10_000),
  github_copilot: tokens.default(8_000),
  /** By provider id, for example `codex`. */
  providers: z.record(z.string(), limitOrName).default({}),
  /** By model id as the transcript spells it; goes before `providers`. */
  models: z.record(z.string(), limitOrName).default({}),
})

const healthThresholds = z
  .strictObject({
    /** A score from here on is healthy. */
    healthy: points.default(70),
    /** A score below is critical. */
    critical: points.default(40),
  })
  .refine((thresholds) => thresholds.critical < thresholds.healthy, {
    error: '"critical" must be lower than "healthy"',
  })

/** When something is recommended. */
const recommendations = z.strictObject({
  /** Percent of the context limit above which to export and restart. */
  token_usage_percent: points.default(85),
  /** Age from which answers may get worse. */
  long_running_minutes: minutes.default(240),
  close_idle_minutes: minutes.default(30),
  archive_idle_minutes: minutes.default(120),
})

/** When a notification appears. Which ones appear at all is a preference of the desktop app. */
const notifications = z.strictObject({
  /** Percent of the context limit from which a session is near it. */
  near_limit_percent: points.default(85),
  /** Points by which health or context must recover before the same cause is told again. */
  hysteresis_points: points.default(5),
  /** Between two notifications of one session for one cause. */
  cooldown_minutes: minutes.default(5),
})

const times = z.number().int().min(2).max(1000)

/** From when on something in a conversation is told as a finding. */
const findings = z.strictObject({
  repeated_failures: times.default(3),
  repeated_prompts: times.default(2),
  retries_in_row: times.default(5),
  long_output_tokens: tokens.default(10_000),
})

const healthWeights = z
  .strictObject({
    token_usage: points.default(40),
    duration: points.default(20),
    activity: points.default(20),
    errors: points.default(20),
  })
  .refine((weights) => sum(weights) === 100, {
    error: (issue) => `the four weights must add up to 100${added(issue.input)}`,
  })

const dashboard = z.strictObject({
  theme: z.enum(THEMES).default('system'),
  /** Between two looks at all processes while somebody looks. */
  refresh_seconds: z.number().min(1).max(3600).default(5),
})

const dollars = z.number().min(0).max(1_000_000)

/** US dollars for a million tokens. What cached tokens cost is what input costs, where it is left out. */
const price = z.strictObject({
  input: dollars,
  output: dollars,
  cache_read: dollars.optional(),
  /** Written to a cache that is kept for minutes. */
  cache_write: dollars.optional(),
  /** Written to a cache that is kept for an hour. */
  cache_write_1h: dollars.optional(),
})

/** What an export does where neither the command nor the window says otherwise. */
const exporting = z.strictObject({
  format: z.enum(CONTEXT_FORMATS).default('json'),
  conversation: z.boolean().default(true),
  redact: z.boolean().default(true),
})

/** Where `serve` listens: on this machine alone, whatever is set. */
const server = z.strictObject({
  address: z.enum(LOOPBACK_ADDRESSES).default('127.0.0.1'),
  /** 0 takes a free one. */
  port: z.number().int().min(0).max(65_535).default(0),
})

/** A tag that sessions get by themselves where all conditions hold. */
const autoTag = z
  .strictObject({
    tag: tagSchema,
    /** Glob of the working folder. */
    path: z.string().min(1).optional(),
    /** Glob of the branch. */
    branch: z.string().min(1).optional(),
    provider: z.string().min(1).optional(),
  })
  .refine(
    ({ path, branch, provider }) => [path, branch, provider].some((condition) => condition !== undefined),
    {
      error: 'must name at least one of path, branch and provider',
    },
  )

/** The settings file, in its own spelling. Every key may be left out. */
export const settingsFileSchema = z.strictObject({
  token_limits: tokenLimits.prefault({}),
  health_thresholds: healthThresholds.prefault({}),
  health_weights: healthWeights.prefault({}),
  recommendations: recommendations.prefault({}),
  notifications: notifications.prefault({}),
  findings: findings.prefault({}),
  session_discovery: z
    .strictObject({
      /** Glob patterns of working directories whose sessions are left out. */
      ignore_patterns: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  dashboard: dashboard.prefault({}),
  /** By model. */
  prices: z.record(z.string(), price).default({}),
  export: exporting.prefault({}),
  server: server.prefault({}),
  auto_tags: z.array(autoTag).default([]),
  providers: z.record(z.string(), z.strictObject({ enabled: z.boolean().default(true) })).default({}),
})
export type SettingsFile = z.infer<typeof settingsFileSchema>

/** Adds weights in thousandths, so that 33.4 + 33.3 + 33.3 + 0 is 100. */
function sum(weights: Readonly<Record<string, number>>): number {
  return Object.values(weights).reduce((total, weight) => total + Math.round(weight * 1000), 0) / 1000
}

function added(weights: unknown): string {
  const parsed = z.record(z.string(), z.number()).safeParse(weights)
  return parsed.success ? `; these make ${sum(parsed.data)}` : ''
}
