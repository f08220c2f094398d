import type { AutoTagRule } from '../labels/auto-tags.ts'
import type { NoticeThresholds } from '../notify/notice-conditions.ts'
import type { OwnPrices } from '../pricing/price-of.ts'
import { parseLeniently } from './parse-leniently.ts'
import type { ContextFileFormat } from '../../shared/domain/context-files.ts'
import type { LoopbackAddress } from '../../shared/domain/loopback-address.ts'
import type { NamedLimit } from '../../shared/domain/named-limit.ts'
import type { Theme } from '../../shared/domain/theme.ts'
import { settingsFromFile } from './settings-from-file.ts'
import { type SettingsFile, settingsFileSchema } from './settings-file.ts'
import type { SettingsProblem } from './settings-problem.ts'
import type { TextPlace } from '../text/yaml-text.ts'

/** A limit in tokens, or the name of one of the four named limits. */
export type LimitOrName = number | NamedLimit

export interface TokenLimits {
  readonly named: Readonly<Record<NamedLimit, number>>
  /** By provider id. */
  readonly providers: Readonly<Record<string, LimitOrName>>
  /** By model id. */
  readonly models: Readonly<Record<string, LimitOrName>>
}

export interface HealthThresholds {
  /** A score from here on is healthy. */
  readonly healthy: number
  /** A score below is critical. */
  readonly critical: number
}

/** Share of each part in a health score; they add up to 100. */
export interface HealthWeights {
  readonly tokenUsage: number
  readonly duration: number
  readonly activity: number
  readonly errors: number
}

export interface RecommendationThresholds {
  /** Share of the context limit, 0 to 1. */
  readonly tokenUsageRatio: number
  readonly longRunningMs: number
  readonly closeIdleMs: number
  readonly archiveIdleMs: number
}

/** From when on something in a conversation is told as a finding. */
export interface FindingThresholds {
  /** Times that the same call has to fail. */
  readonly repeatedFailures: number
  /** Times that the person has to ask for nearly the same. */
  readonly repeatedPrompts: number
  readonly retriesInRow: number
  /** Tokens of one result. */
  readonly longOutputTokens: number
}

export interface DashboardSettings {
  /** Of the page and of the full-screen terminal, where the person chose none there. */
  readonly theme: Theme
  /** Between two looks at all processes while somebody looks. */
  readonly refreshMs: number
}

/** What an export does where nobody says otherwise. */
export interface ExportSettings {
  readonly format: ContextFileFormat
  readonly conversation: boolean
  readonly redact: boolean
}

/** Where the server listens. */
export interface ServerSettings {
  readonly address: LoopbackAddress
  /** 0 takes a free one. */
  readonly port: number
}

export interface Settings {
  readonly tokenLimits: TokenLimits
  readonly healthThresholds: HealthThresholds
  readonly healthWeights: HealthWeights
  readonly recommendations: RecommendationThresholds
  readonly notifications: NoticeThresholds
  readonly findings: FindingThresholds
  readonly sessionDiscovery: {
    /** Glob patterns of working directories whose sessions are left out. */
    readonly ignorePatterns: readonly string[]
  }
  readonly dashboard: DashboardSettings
  /** In the spelling of the price table. */
  readonly prices: OwnPrices
  readonly export: ExportSettings
  readonly server: ServerSettings
  readonly autoTags: readonly AutoTagRule[]
  /** By provider id; one that is not named is enabled. */
  readonly providers: Readonly<Record<string, { readonly enabled: boolean }>>
}

export interface ParsedSettings {
  readonly settings: Settings
  /** The same in the file's spelling, with the defaults of what it leaves out. */
  readonly file: SettingsFile
  readonly problems: readonly SettingsProblem[]
}

/**
 * Reads settings from the parsed content of a settings file. Never fails: what is unknown or wrong is a problem that
 * names its place, its default applies, and all the rest still counts.
 */
export function parseSettings(
  value: unknown,
  placeOf: (path: readonly PropertyKey[]) => TextPlace | undefined = () => undefined,
): ParsedSettings {
  const { value: file, refusals } = parseLeniently(settingsFileSchema, value)
  return {
    settings: settingsFromFile(file),
    file,
    problems: refusals.map(({ kind, path, message }) => ({
      kind,
      path: path.map(String).join('.'),
      place: placeOf(path),
      message,
    })),
  }
}
