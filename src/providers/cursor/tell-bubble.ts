import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { namedModel, type ReadBubble } from './composer.ts'
import {
  countOf,
  instantOf,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  textOf,
} from '../json-values.ts'
import { localPath } from '../paths.ts'
import { tellTool } from './tools.ts'

/** One conversation while it is told. */
export interface Telling {
  readonly sink: TranscriptSink
  readonly composerId: string
  readonly isSubagent: boolean
  cwd: string | undefined
  /** The model that was chosen last. */
  model: string | undefined
  /** Time of the last record that has one, in epoch milliseconds; 0 before the first. */
  at: number
  /** True once a bubble had a time of its own; before October 2025 none has. */
  hasTimes: boolean
  /** What the conversation ends with, as far as it is told. */
  last: 'prompt' | 'answer' | 'open tool' | 'error' | undefined
  /** True where the turn that is told has named an error. */
  hasError: boolean
}

const USER = 1
const ASSISTANT = 2
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Tells one bubble. Answers what it turned out to be. */
export function tellBubble(telling: Telling, { id, header, record }: ReadBubble): LineOutcome {
  if (record === 'malformed') return 'malformed'
  // The editor empties rows that its lists still name, and shows some of them only for a while.
  if (record === 'gone' || record['isDisplayOnly'] === true || record['isEphemeral'] === true)
    return 'ignored'
  const type = record['type'] ?? header['type']
  if (type !== USER && type !== ASSISTANT) return 'unknown'
  const at = instantOf(record['createdAt']) ?? instantOf(header['createdAt'])
  if (at !== undefined) {
    telling.at = at
    telling.hasTimes = true
    telling.sink.seen(at)
  }
  takeModel(telling, record)
  if (type === USER) tellPrompt(telling, record)
  else tellAnswer(telling, id, record)
  return 'used'
}

function takeModel(telling: Telling, bubble: JsonObject): void {
  const model = namedModel(objectOf(bubble['modelInfo']))
  if (model === undefined || model === telling.model) return
  telling.model = model
  telling.sink.model(model)
}

function tellPrompt(telling: Telling, bubble: JsonObject): void {
  const { sink, at } = telling
  // Calls that the turn before left open will not be answered any more.
  if (telling.last === 'open tool') sink.phase('done', at)
  if (telling.cwd === undefined) takeFolder(telling, bubble)
  sink.prompt(textOf(bubble['text']) ?? '', at)
  telling.last = 'prompt'
  telling.hasError = false
}

/** A window with one folder names it with each prompt; with several, none of them is the session's. */
function takeFolder(telling: Telling, bubble: JsonObject): void {
  const [folder, ...others] = listOf(bubble['workspaceUris'])
  const path = typeof folder === 'string' && others.length === 0 ? localPath(folder) : undefined
  if (path === undefined || path === '') return
  telling.cwd = path
  telling.sink.workingDirectory(path)
}

function tellAnswer(telling: Telling, id: string, bubble: JsonObject): void {
  const { sink, at, cwd } = telling
  telling.last = 'answer'
  const tool = bubble['toolFormerData']
  // An empty object stands in bubbles that call no tool.
  if (isJsonObject(tool) && ('name' in tool || 'status' in tool)) {
    if (tellTool(tool, { bubbleId: id, at, cwd }, sink)) telling.last = 'open tool'
  }
  tellUsage(telling, id, objectOf(bubble['tokenCount']))
  const error = bubble['errorDetails']
  if (!isJsonObject(error)) return
  const message = textOf(error['message']) ?? textOf(error['error']) ?? 'The editor wrote no reason down.'
  sink.error({ kind: 'api', at, message, status: undefined, blocks: undefined })
  telling.last = 'error'
  telling.hasError = true
}

/** Few bubbles carry usage, and none how much of it was cached: the input stands as one number. */
function tellUsage(telling: Telling, bubbleId: string, usage: JsonObject): void {
  const uncachedInput = countOf(usage['inputTokens']) ?? 0
  const output = countOf(usage['outputTokens']) ?? 0
  if (uncachedInput === 0 && output === 0) return
  const { sink, composerId, at, model, isSubagent } = telling
  sink.response({
    // A copied conversation keeps the ids of its bubbles. Other ids are unique only within theirs.
    key: UUID.test(bubbleId) ? `bubble:${bubbleId}` : `bubble:${composerId}:${bubbleId}`,
    model: model ?? 'unknown',
    at,
    counts: { uncachedInput, cacheRead: 0, cacheWrite: 0, output },
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed: undefined,
    sidechain: isSubagent,
  })
}
