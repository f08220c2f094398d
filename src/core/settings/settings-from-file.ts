import type { Settings } from './settings.ts'
import type { SettingsFile } from './settings-file.ts'

const MINUTE_MS = 60_000

/** The settings in the file's own spelling and units, as the program uses them. */
export function settingsFromFile(file: SettingsFile): Settings {
  const { providers, models, ...named } = file.token_limits
  return {
    tokenLimits: { named, providers, models },
    healthThresholds: file.health_thresholds,
    healthWeights: {
      tokenUsage: file.health_weights.token_usage,
      duration: file.health_weights.duration,
      activity: file.health_weights.activity,
      errors: file.health_weights.errors,
    },
    recommendations: {
      tokenUsageRatio: file.recommendations.token_usage_percent / 100,
      longRunningMs: file.recommendations.long_running_minutes * MINUTE_MS,
      closeIdleMs: file.recommendations.close_idle_minutes * MINUTE_MS,
      archiveIdleMs: file.recommendations.archive_idle_minutes * MINUTE_MS,
    },
    notifications: {
      nearLimitRatio: file.notifications.near_limit_percent / 100,
      criticalScore: file.health_thresholds.critical,
      hysteresisPoints: file.notifications.hysteresis_points,
      cooldownMs: file.notifications.cooldown_minutes * MINUTE_MS,
    },
    findings: {
      repeatedFailures: file.findings.repeated_failures,
      repeatedPrompts: file.findings.repeated_prompts,
      retriesInRow: file.findings.retries_in_row,
      longOutputTokens: file.findings.long_output_tokens,
    },
    sessionDiscovery: { ignorePatterns: file.session_discovery.ignore_patterns },
    autoTags: file.auto_tags,
    providers: file.providers,
  }
}
