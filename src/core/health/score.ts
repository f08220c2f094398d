import type { Health, HealthLevel, HealthPart } from '../../shared/contract/session.ts'
import { compactCount, compactDuration, percent } from '../../shared/domain/format.ts'
import type { HealthThresholds, HealthWeights } from '../settings/settings.ts'
import { CURVES, ERROR_WEIGHTS, FEWEST_MESSAGES, scoreOn } from './curves.ts'
import { counted, listed } from './phrases.ts'

/** What a health score is computed from; `null` stands for what is not known. */
export interface HealthInputs {
  /** Tokens in the model's context, and the limit that applies to them. */
  readonly contextUsed: number | null
  readonly contextLimit: number | null
  /** From the first to the last activity. */
  readonly durationMs: number | null
  /** Since the last activity. */
  readonly idleMs: number | null
  /** No process runs it any more: its silence means nothing. */
  readonly ended: boolean
  /** `null` for a session without a transcript. */
  readonly trouble: Trouble | null
}

export interface Trouble {
  /** Prompts and answers. */
  readonly messages: number
  /** Requests that failed for good. */
  readonly apiErrors: number
  readonly toolErrors: number
  readonly retries: number
}

const PART_ORDER = ['tokenUsage', 'duration', 'activity', 'errors'] as const

/** What a part is by itself, whatever the settings. */
type Scored = Pick<HealthPart, 'score' | 'inputs' | 'sentence'>

/**
 * Scores a session's health from 0 to 100: the mean of the parts that have a score, by their weights. The parts'
 * scores are whole numbers and so is the whole, which is what the level goes by: the arithmetic can be followed from
 * what is shown.
 */
export function scoreHealth(
  inputs: HealthInputs,
  weights: HealthWeights,
  thresholds: HealthThresholds,
): Health {
  const scored: Record<HealthPart['name'], Scored> = {
    tokenUsage: scoreTokenUsage(inputs),
    duration: scoreDuration(inputs.durationMs),
    activity: scoreActivity(inputs.idleMs, inputs.ended),
    errors: scoreErrors(inputs.trouble),
  }
  const parts = PART_ORDER.map((name): HealthPart => {
    const part = scored[name]
    return { name, weight: weights[name], level: levelOf(part.score, thresholds), ...part }
  })
  const score = weightedMean(parts)
  return { score, level: levelOf(score, thresholds), parts }
}

function weightedMean(parts: readonly HealthPart[]): number | null {
  let points = 0
  let weight = 0
  for (const part of parts) {
    if (part.score === null) continue
    points += part.score * part.weight
    weight += part.weight
  }
  return weight === 0 ? null : Math.round(points / weight)
}

function levelOf(score: number | null, thresholds: HealthThresholds): HealthLevel {
  if (score === null) return 'unscored'
  if (score >= thresholds.healthy) return 'healthy'
  return score >= thresholds.critical ? 'warning' : 'critical'
}

function scoreTokenUsage({ contextUsed, contextLimit }: HealthInputs): Scored {
  const inputs = { usedTokens: contextUsed, limitTokens: contextLimit }
  if (contextUsed === null) return unscored(inputs, 'It is not known how full the context is.')
  if (contextLimit === null || contextLimit <= 0) {
    return unscored(inputs, `Context holds ${compactCount(contextUsed)} tokens; its limit is not known.`)
  }
  const ratio = Math.min(1, contextUsed / contextLimit)
  const amounts = `${compactCount(contextUsed)} of ${compactCount(contextLimit)} tokens`
  return {
    score: scoreOf('tokenUsage', ratio),
    inputs: { ...inputs, ratio: rounded(ratio, 3) },
    sentence: `Context is ${percent(ratio)} full (${amounts}).`,
  }
}

function scoreDuration(durationMs: number | null): Scored {
  if (durationMs === null) return unscored({ durationMinutes: null }, 'It is not known how long it has run.')
  const minutes = durationMs / MINUTE_MS
  return {
    score: scoreOf('duration', minutes),
    inputs: { durationMinutes: rounded(minutes, 1) },
    sentence: `Has run for ${compactDuration(durationMs)}.`,
  }
}

function scoreActivity(idleMs: number | null, ended: boolean): Scored {
  if (idleMs === null) return unscored({ idleMinutes: null }, 'It is not known when it was last active.')
  const minutes = idleMs / MINUTE_MS
  const inputs = { idleMinutes: rounded(minutes, 1) }
  if (ended) return unscored(inputs, 'It has ended, so that its silence says nothing.')
  return {
    score: scoreOf('activity', minutes),
    inputs,
    sentence: `Last active ${compactDuration(idleMs)} ago.`,
  }
}

function scoreErrors(trouble: Trouble | null): Scored {
  if (!trouble) return unscored({ messages: null }, 'Its transcript is not known, so neither are its errors.')
  const { messages, apiErrors, toolErrors, retries } = trouble
  const weighted =
    apiErrors * ERROR_WEIGHTS.api + toolErrors * ERROR_WEIGHTS.tool + retries * ERROR_WEIGHTS.retry
  if (messages === 0 && weighted === 0) return unscored({ ...trouble }, 'Nothing has been said yet.')
  const errorsPerMessage = weighted / Math.max(FEWEST_MESSAGES, messages)
  return {
    score: scoreOf('errors', errorsPerMessage),
    inputs: { messages, apiErrors, toolErrors, retries, errorsPerMessage: rounded(errorsPerMessage, 3) },
    sentence: `${troublePhrase(trouble)} in ${counted(messages, 'message')}.`,
  }
}

function troublePhrase({ apiErrors, toolErrors, retries }: Trouble): string {
  const kinds = [
    apiErrors > 0 ? counted(apiErrors, 'failed request') : '',
    toolErrors > 0 ? counted(toolErrors, 'failed tool call') : '',
    retries > 0 ? counted(retries, 'retry', 'retries') : '',
  ].filter((kind) => kind !== '')
  return kinds.length === 0 ? 'No errors' : listed(kinds)
}

function scoreOf(name: HealthPart['name'], input: number): number {
  return Math.round(scoreOn(CURVES[name], input))
}

function unscored(inputs: HealthPart['inputs'], sentence: string): Scored {
  return { score: null, inputs, sentence }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

const MINUTE_MS = 60_000
