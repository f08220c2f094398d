import { posix, win32 } from 'node:path'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../shared/domain/tokens.ts'
import { tellRetry } from './api-errors.ts'
import { tellChosenModel } from './context-window.ts'
import { isObject, numberIn, objectIn, shortCopy, textIn, type JsonObject } from './json-values.ts'
import { asksForLongContext } from './models.ts'
import type { Reading } from './reading.ts'
import { isId } from './text-span.ts'
import { isNote } from './user-row.ts'

const MAX_TITLE_LENGTH = 500
const MAX_PROMPT_LENGTH = 65_536
/** Summaries of other conversations that are kept until their own one turns up. */
const MAX_SUMMARIES = 32

export function tellSystem(reading: Reading, record: JsonObject): void {
  switch (record.subtype) {
    case 'api_error':
      return tellRetry(reading, record)
    case 'turn_duration':
      return reading.phase('done')
    case 'compact_boundary':
      return tellCompaction(reading, record)
    default:
  }
}

function tellCompaction(reading: Reading, record: JsonObject): void {
  if (!reading.isMain) return
  const metadata = objectIn(record, 'compactMetadata')
  const trigger = metadata?.trigger
  const known = trigger === 'manual' || trigger === 'auto' ? trigger : undefined
  if (!reading.isCopied) reading.sink.compaction(reading.at, known)
  const left = numberIn(metadata, 'postTokens')
  if (left !== undefined && left >= 0) reading.sink.context(Math.round(left), reading.at)
}

/**
 * Titles. A person gives `custom-title`; `agent-name` comes along with it, but also with names that the program made up
 * (`nameSource` `derived` or `auto` in the live registry), so that alone it proves no person.
 */
export function tellTitle(
  reading: Reading,
  kind: 'person' | 'assistant',
  title: string | undefined,
): boolean {
  const text = title?.trim()
  if (!text || reading.isAgentFile) return false
  reading.sink.title(kind, shortCopy(text, MAX_TITLE_LENGTH))
  return true
}

/** A summary titles the conversation that holds its leaf; up to 2.0 it was often written into another conversation's file. */
export function tellSummary(reading: Reading, record: JsonObject): boolean {
  const { state } = reading
  const text = textIn(record, 'summary')
  const leafUuid = textIn(record, 'leafUuid')
  if (text === undefined || leafUuid === undefined) return false
  if (leafUuid === state.lastUuid.value) return tellTitle(reading, 'assistant', text)
  const pending = { leafUuid, text: shortCopy(text, MAX_TITLE_LENGTH) }
  state.summaries = [...state.summaries.slice(1 - MAX_SUMMARIES), pending]
  return false
}

/** Keeps the id of a message, and tells the summary that waited for it. */
export function settleSummaries(reading: Reading): void {
  const { state, row, block } = reading
  const { uuid } = row.text
  state.lastUuid.update(block, uuid)
  for (let index = 0; index < state.summaries.length; index++) {
    const summary = state.summaries[index]
    if (summary && isId(block, uuid, summary.leafUuid)) tellTitle(reading, 'assistant', summary.text)
  }
}

/** What the program counted itself, over all models and with every side call. The record has no time of its own. */
export function tellCostState(reading: Reading, record: JsonObject): void {
  const { state, sink } = reading
  const usage = objectIn(record, 'modelUsage') ?? {}
  let counts = NO_TOKENS
  for (const value of Object.values(usage))
    if (isObject(value)) counts = addTokens(counts, modelCounts(value))
  const cost = numberIn(record, 'totalCostUSD')
  const isWholeCost = record.hasUnknownModelCost !== true && cost !== undefined && cost >= 0
  const at = state.lastSeen ?? positive(numberIn(record, 'startTime'))
  sink.reportedTotal({ at, counts, costUsd: isWholeCost ? cost : undefined })
  const longModel = `${state.texts.model.value ?? ''}[1m]`
  if (state.statedWindow === undefined && isObject(usage[longModel])) tellChosenModel(reading, longModel)
}

function modelCounts(usage: JsonObject): TokenCounts {
  return {
    uncachedInput: count(usage, 'inputTokens'),
    cacheRead: count(usage, 'cacheReadInputTokens'),
    cacheWrite: count(usage, 'cacheCreationInputTokens'),
    output: count(usage, 'outputTokens'),
  }
}

function count(usage: JsonObject, key: string): number {
  const value = numberIn(usage, key) ?? 0
  return Number.isSafeInteger(value) && value >= 0 ? value : 0
}

function positive(value: number | undefined): number {
  return value !== undefined && value > 0 ? value : 0
}

/**
 * A file that is about to be changed was saved. Where a tool call is open for it, the call's result tells of the change; what is
 * left are changes that no file tool made.
 */
export function tellTrackedFile(reading: Reading, record: JsonObject): boolean {
  const tracked = textIn(record, 'trackingPath')
  if (tracked === undefined) return false
  const folder = textIn(objectIn(record, 'backup'), 'realParentDir')
  const path = folder === undefined ? tracked : inFolder(folder, tracked)
  if (reading.isCopied || reading.state.calls.isOpenFor(path)) return false
  reading.sink.file(path, 'write')
  return true
}

/** `realParentDir` is the folder of the file itself, while the tracked path may be relative to the working directory. */
function inFolder(folder: string, path: string): string {
  const isWindows = /^(?:[A-Za-z]:|\\\\)/.test(folder)
  return isWindows ? win32.join(folder, win32.basename(path)) : posix.join(folder, posix.basename(path))
}

export function tellAttachment(reading: Reading, record: JsonObject): boolean {
  const attachment = objectIn(record, 'attachment')
  if (!reading.isMain) return false
  if (attachment?.type === 'queued_command') return tellQueuedPrompt(reading, attachment)
  const model = textIn(objectIn(attachment, 'identity'), 'modelId')
  if (model === undefined || !asksForLongContext(model)) return false
  tellChosenModel(reading, model)
  return true
}

/** What a person typed while the model was at work reaches it as an attachment, and never becomes a row of its own. */
function tellQueuedPrompt(reading: Reading, attachment: JsonObject): boolean {
  if (attachment.commandMode !== 'prompt' || objectIn(attachment, 'origin')?.kind !== 'human') return false
  const text = queuedText(attachment.prompt)
  if (text === undefined || isNote(text) || reading.isCopied) return false
  reading.sink.prompt(shortCopy(text, MAX_PROMPT_LENGTH), reading.at)
  return true
}

function queuedText(prompt: unknown): string | undefined {
  if (typeof prompt === 'string') return prompt
  if (!Array.isArray(prompt)) return undefined
  return prompt
    .map((part: unknown) => (isObject(part) ? (textIn(part, 'text') ?? '') : ''))
    .join('\n')
    .trim()
}
