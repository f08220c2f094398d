import { normaliseModelId } from '../pricing/model-id.ts'
import type { Rates } from '../pricing/price-table.ts'
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
    dashboard: { theme: file.dashboard.theme, refreshMs: file.dashboard.refresh_seconds * 1000 },
    prices: Object.fromEntries(
      Object.entries(file.prices).map(([model, price]) => [normaliseModelId(model), ratesOf(price)]),
    ),
    export: file.export,
    server: file.server,
    autoTags: file.auto_tags,
    providers: file.providers,
  }
}

/** What cached tokens cost is what input costs, where nothing else was said. */
function ratesOf({ input, output, ...cache }: SettingsFile['prices'][string]): Rates {
  const cacheWrite = cache.cache_write ?? input
  const { cache_read: cacheRead = input, cache_write_1h: cacheWrite1h = cacheWrite } = cache
  return { input, output, cacheRead, cacheWrite, cacheWrite1h }
}
