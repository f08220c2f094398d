import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import {
  countOf,
  instantOf,
  isJsonObject,
  type JsonObject,
  LATEST_INSTANT,
  listOf,
  objectOf,
  textOf,
} from '../json-values.ts'
import { isOpen, tellEnding } from './endings.ts'
import { tellParts } from './parts.ts'
import { usageOf } from './usage.ts'

/** One chat while it is told. */
export interface Telling {
  readonly sink: TranscriptSink
  readonly sessionId: string
  /** Time of the last turn that has one, in epoch milliseconds; 0 before the first. */
  at: number
  /** True once a turn had a time of its own. */
  hasTimes: boolean
  /** The model that answered last. */
  model: string | undefined
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/**
 * Tells one turn: a prompt and all that came of it. `openUntil` is the time of the last sign of life, where the turn may
 * still be at work. Answers what it turned out to be.
 */
export function tellTurn(
  telling: Telling,
  turn: unknown,
  index: number,
  openUntil: number | undefined,
): LineOutcome {
  if (!isJsonObject(turn)) return 'malformed'
  const { sink } = telling
  takeTime(telling, instantOf(turn['timestamp']))
  sink.prompt(promptOf(turn), telling.at)
  const id = textOf(turn['requestId']) ?? `${index}`
  const hasOpenTool = tellParts(listOf(turn['response']), id, telling.at, sink)
  takeTime(telling, endOf(turn, openUntil))
  takeModel(telling, turn)
  // A turn that the person took back is shown no more, and is no part of the next prompt.
  const isUndone = turn['isHidden'] === true || isJsonObject(turn['shouldBeRemovedOnSend'])
  tellUsage(telling, turn, id, isUndone)
  if (isUndone) return 'used'
  return tellEnding(turn, hasOpenTool, telling.at, sink) ? 'used' : 'unknown'
}

function takeTime(telling: Telling, at: number | undefined): void {
  if (at === undefined) return
  telling.at = at
  telling.hasTimes = true
  telling.sink.seen(at)
}

/** The prompt; in old versions, and where it mentions files or tools, in pieces. */
export function promptOf(turn: JsonObject): string {
  const whole = textOf(turn['message']) ?? textOf(objectOf(turn['message'])['text'])
  if (whole !== undefined) return whole
  const parts = listOf(objectOf(turn['message'])['parts']).filter(isJsonObject)
  return parts.map((part) => textOf(part['text']) ?? '').join('')
}

function endOf(turn: JsonObject, openUntil: number | undefined): number | undefined {
  const completedAt = instantOf(objectOf(turn['modelState'])['completedAt'])
  const startedAt = instantOf(turn['timestamp'])
  if (completedAt !== undefined || startedAt === undefined) return completedAt
  if (openUntil !== undefined && isOpen(turn)) return Math.max(startedAt, openUntil)
  const elapsedMs = countOf(objectOf(objectOf(turn['result'])['timings'])['totalElapsed'])
  return elapsedMs === undefined ? undefined : Math.min(startedAt + elapsedMs, LATEST_INSTANT)
}

function takeModel(telling: Telling, turn: JsonObject): void {
  const model = modelOf(turn)
  if (model === undefined || model === telling.model) return
  telling.model = model
  telling.sink.model(model)
}

/** The model that answered; `auto` leaves the choice to Copilot, which names it in a part of the answer. */
export function modelOf(turn: JsonObject): string | undefined {
  const resolved = textOf(objectOf(objectOf(turn['result'])['metadata'])['resolvedModel'])
  if (resolved !== undefined) return resolved
  const selected = textOf(turn['modelId'])?.replace(/^copilot\/(?=.)/, '')
  if (selected !== 'auto') return selected
  const choices = listOf(turn['response']).filter(
    (part) => isJsonObject(part) && part['kind'] === 'autoModeResolution',
  )
  const choice = choices.at(-1)
  return isJsonObject(choice) ? textOf(objectOf(choice['resolved'])['id']) : undefined
}

function tellUsage(
  { sink, sessionId, model, at }: Telling,
  turn: JsonObject,
  id: string,
  isUndone: boolean,
): void {
  const usage = usageOf(turn)
  if (!usage) return
  sink.response({
    // A chat that is copied keeps the ids of its turns. Other ids are unique only within theirs.
    key: UUID.test(id) ? `turn:${id}` : `turn:${sessionId}:${id}`,
    model: model ?? 'unknown',
    at,
    counts: { uncachedInput: usage.prompt, cacheRead: 0, cacheWrite: 0, output: usage.output },
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed: isUndone || usage.prompt === 0 ? undefined : usage.prompt,
    sidechain: false,
  })
}
