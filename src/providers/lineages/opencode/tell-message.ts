import type { LineOutcome, TranscriptSink } from '../../../shared/domain/transcript.ts'
import { failureOf, isInterruption } from './failures.ts'
import { instantIn, isJsonObject, type JsonObject, objectIn, textIn, textsIn } from './json.ts'
import type { StoredMessage, StoredRecord } from './messages.ts'
import { typedText } from './prompts.ts'
import { absolutePath } from '../../paths.ts'
import { type OpenCall, tellToolPart } from './tool-parts.ts'
import { usageOf } from './usage.ts'

/** Parts that say nothing that is kept, or that is told with their message. */
const OTHER_PARTS: ReadonlySet<string> = new Set([
  'agent',
  'compaction',
  'file',
  'patch',
  'reasoning',
  'snapshot',
  'step-finish',
  'step-start',
  'subtask',
  'text',
])

/** A session while its messages are told, one after the other. */
export interface Telling {
  readonly sink: TranscriptSink
  readonly isSubagent: boolean
  readonly cwd: string | undefined
  /** Ids of the originals of copied messages. */
  readonly originals: ReadonlyMap<string, string>
  readonly count: (outcome: LineOutcome) => void
  /** Who asked for the compaction that is to come, as the last such request says. */
  compaction: 'manual' | 'auto' | undefined
}

type ReadPart = StoredRecord & { readonly data: JsonObject }

/** Tells one message with its parts. */
export function tellMessage(telling: Telling, message: StoredMessage): void {
  const { data } = message
  const parts = message.parts.filter(isReadable)
  for (let unread = message.parts.length - parts.length; unread > 0; unread--) telling.count('malformed')
  const at = message.createdAt ?? instantIn(objectIn(data ?? {}, 'time'), 'created')
  if (data === undefined || at === undefined) {
    telling.count('malformed')
    for (const _ of parts) telling.count('ignored')
    return
  }
  const role = data['role']
  const original = telling.originals.get(message.id)
  if (role === 'assistant' && original !== undefined) tellCopy(telling, data, parts, at, original)
  else if (role === 'user' && original !== undefined) countAll(telling, parts, 'ignored')
  else if (role === 'assistant') tellAnswer(telling, message, data, parts, at)
  else if (role === 'user') tellRequest(telling, data, parts, at)
  else countAll(telling, parts, 'unknown')
}

function countAll({ count }: Telling, parts: readonly ReadPart[], outcome: LineOutcome): void {
  count(outcome)
  for (const _ of parts) count('ignored')
}

function isReadable(part: StoredRecord): part is ReadPart {
  return part.data !== undefined
}

/** Of an answer that a fork copied, only the context is this session's; the response is the original's. */
function tellCopy(
  telling: Telling,
  data: JsonObject,
  parts: readonly ReadPart[],
  at: number,
  original: string,
): void {
  tellResponse(telling, data, parts, instantIn(objectIn(data, 'time'), 'completed') ?? at, original)
  countAll(telling, parts, 'used')
}

function tellRequest(telling: Telling, data: JsonObject, parts: readonly ReadPart[], at: number): void {
  const { sink } = telling
  sink.seen(at)
  const content = parts.map((part) => part.data)
  const typed = typedText(content)
  // A sub-agent's requests come from the agent that started it.
  if (typed !== undefined && !telling.isSubagent) sink.prompt(typed, at)
  const model = modelOf(data)
  if (model !== undefined) sink.model(model)
  const compaction = content.find((part) => part['type'] === 'compaction')
  if (compaction) telling.compaction = compaction['auto'] === true ? 'auto' : 'manual'
  for (const part of content) countPart(telling, part)
  telling.count('used')
  sink.phase('model-working', at)
}

function tellAnswer(
  telling: Telling,
  message: StoredMessage,
  data: JsonObject,
  parts: readonly ReadPart[],
  at: number,
): void {
  const { sink } = telling
  const completedAt = instantIn(objectIn(data, 'time'), 'completed')
  tellSeen(sink, message, parts, at, completedAt)
  const model = modelOf(data)
  if (model !== undefined) sink.model(model)
  const open = tellParts(telling, parts, at)
  tellResponse(telling, data, parts, completedAt ?? at, message.id)
  telling.count('used')
  tellEnd(telling, data, open, { at, completedAt })
}

/** A row's own time of writing is only believed while the message goes on: a migration writes all rows anew. */
function tellSeen(
  sink: TranscriptSink,
  message: StoredMessage,
  parts: readonly ReadPart[],
  at: number,
  completedAt: number | undefined,
): void {
  sink.seen(at)
  if (completedAt !== undefined) sink.seen(completedAt)
  else
    for (const { writtenAt } of [message, ...parts]) {
      if (writtenAt !== undefined) sink.seen(writtenAt)
    }
}

/** Answers the call that has been open for the longest time. */
function tellParts(telling: Telling, parts: readonly ReadPart[], at: number): OpenCall | undefined {
  const { sink, cwd } = telling
  const open: OpenCall[] = []
  const written = new Set<string>()
  for (const { id, data } of parts) {
    if (data['type'] === 'tool') {
      const call = tellToolPart({ id, data }, at, cwd, sink)
      if (call) open.push(call)
      const path = textIn(objectIn(objectIn(data, 'state'), 'input'), 'filePath')
      if (path !== undefined) written.add(absolutePath(path, cwd))
    } else if (data['type'] === 'retry') {
      const failedAt = instantIn(objectIn(data, 'time'), 'created') ?? at
      sink.error(failureOf(objectIn(data, 'error'), 'retry', failedAt))
    }
    countPart(telling, data)
  }
  tellPatches(telling, parts, written)
  return open.reduce<OpenCall | undefined>(
    (oldest, call) => (oldest && oldest.since <= call.since ? oldest : call),
    undefined,
  )
}

/** A patch names the files that changed in a step, also those that a file tool named before it. */
function tellPatches({ sink, cwd }: Telling, parts: readonly ReadPart[], told: ReadonlySet<string>): void {
  const changed = parts.flatMap(({ data }) => (data['type'] === 'patch' ? textsIn(data, 'files') : []))
  for (const path of new Set(changed.map((file) => absolutePath(file, cwd)))) {
    if (!told.has(path)) sink.file(path, 'write')
  }
}

function countPart({ count }: Telling, part: JsonObject): void {
  const type = textIn(part, 'type')
  if (type === 'tool' || type === 'retry' || type === 'patch' || type === 'step-finish') count('used')
  else count(type !== undefined && OTHER_PARTS.has(type) ? 'ignored' : 'unknown')
}

function tellResponse(
  { sink, isSubagent }: Telling,
  data: JsonObject,
  parts: readonly ReadPart[],
  at: number,
  key: string,
): void {
  const usage = usageOf(
    data,
    parts.map((part) => part.data),
  )
  if (!usage) return
  sink.response({
    key,
    model: modelOf(data) ?? 'unknown',
    at,
    counts: usage.counts,
    cacheWrite1h: 0,
    reasoning: usage.reasoning,
    // A summary is written from the old context and is not what the next one holds.
    contextUsed: data['summary'] === true ? undefined : usage.contextUsed,
    sidechain: isSubagent,
  })
}

function modelOf(data: JsonObject): string | undefined {
  return textIn(data, 'modelID') ?? textIn(objectIn(data, 'model'), 'modelID')
}

function tellEnd(
  telling: Telling,
  data: JsonObject,
  open: OpenCall | undefined,
  times: { readonly at: number; readonly completedAt: number | undefined },
): void {
  const { sink } = telling
  const endedAt = times.completedAt ?? times.at
  const { error } = data
  if (isJsonObject(error)) {
    if (isInterruption(error)) {
      sink.interruption(endedAt)
      sink.phase('interrupted', endedAt)
    } else {
      sink.error(failureOf(error, 'api', endedAt))
      sink.phase('failed', endedAt)
    }
    return
  }
  if (times.completedAt === undefined) {
    sink.phase(open ? 'tool-running' : 'model-working', open?.since ?? times.at)
    return
  }
  if (data['summary'] === true) sink.compaction(endedAt, telling.compaction)
  // The results of its tools go to the model in the next message.
  sink.phase(data['finish'] === 'tool-calls' ? 'model-working' : 'done', endedAt)
}
