import type { Settings } from './settings.ts'
import type { SettingsFile } from './settings-file.ts'
import { settingsFromFile } from './settings-from-file.ts'

/**
 * The settings where nothing is set, in the file's spelling. Written down beside the schema of the file, which a start
 * without a file need not load; a test holds the two to each other.
 */
export const DEFAULT_SETTINGS_FILE: SettingsFile = {
  token_limits: {
    claude_pro: 200_000,
    claude_max5: 35_000,
    cursor_default: 10_000,
    github_copilot: 8_000,
    providers: {},
    models: {},
  },
  health_thresholds: { healthy: 70, critical: 40 },
  health_weights: { token_usage: 40, duration: 20, activity: 20, errors: 20 },
  recommendations: {
    token_usage_percent: 85,
    long_running_minutes: 240,
    close_idle_minutes: 30,
    archive_idle_minutes: 120,
  },
  notifications: { near_limit_percent: 85, hysteresis_points: 5, cooldown_minutes: 5 },
  findings: {
    repeated_failures: 3,
    repeated_prompts: 2,
    retries_in_row: 5,
    long_output_tokens: 10_000,
  },
  session_discovery: { ignore_patterns: [] },
  dashboard: { theme: 'system', refresh_seconds: 5 },
  prices: {},
  export: { format: 'json', conversation: true, redact: true },
  server: { address: '127.0.0.1', port: 0 },
  auto_tags: [],
  providers: {},
}

export function defaultSettings(): Settings {
  return settingsFromFile(DEFAULT_SETTINGS_FILE)
}
