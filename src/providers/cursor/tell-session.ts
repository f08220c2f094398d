import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import type { DocumentFile } from '../provider.ts'
import { bubblesOf, folderOf, namedModel, parentOf } from './composer.ts'
import { type Telling, tellBubble } from './tell-bubble.ts'
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

export type OutcomeCounts = Record<LineOutcome, number>

const STATUSES: ReadonlySet<string> = new Set(['none', 'generating', 'completed', 'aborted', 'error'])

/** Tells all of one composer. Answers what became of its record and of each of its bubbles. */
export function tellSession(
  file: DocumentFile,
  id: string,
  composer: JsonObject,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  outcomes[STATUSES.has(textOf(composer['status']) ?? 'none') ? 'used' : 'unknown']++
  const telling = beginTelling(composer, sink, id)
  tellComposer(id, composer, telling)
  for (const bubble of bubblesOf(file, id, composer)) outcomes[tellBubble(telling, bubble)]++
  // The editor also moves this on when a window closes: without times of bubbles it is all there is.
  const updatedAt = instantOf(composer['lastUpdatedAt'])
  if (updatedAt !== undefined && (!telling.hasTimes || isGenerating(composer))) {
    telling.at = Math.max(telling.at, updatedAt)
    sink.seen(telling.at)
  }
  tellGauge(composer, telling)
  tellEnd(composer, telling)
  return outcomes
}

function beginTelling(composer: JsonObject, sink: TranscriptSink, id: string): Telling {
  return {
    sink,
    composerId: id,
    isSubagent: parentOf(composer) !== undefined,
    cwd: folderOf(composer),
    model: namedModel(objectOf(composer['modelConfig'])),
    at: instantOf(composer['createdAt']) ?? 0,
    hasTimes: false,
    last: undefined,
    hasError: false,
  }
}

function tellComposer(id: string, composer: JsonObject, { sink, at, cwd, model }: Telling): void {
  sink.session(id)
  sink.usageIncomplete()
  const parent = parentOf(composer)
  if (parent !== undefined) sink.subagentOf(parent)
  if (at > 0) {
    sink.born(at)
    sink.seen(at)
  }
  if (cwd !== undefined) sink.workingDirectory(cwd)
  if (model !== undefined) sink.model(model)
  const branch = textOf(composer['createdOnBranch'])
  if (branch !== undefined) sink.branch(branch)
  const title = textOf(composer['name'])
  if (title !== undefined) sink.title('assistant', title)
  for (const created of listOf(composer['newlyCreatedFiles'])) {
    const path = createdPath(created)
    if (path !== undefined) sink.file(path, 'write')
  }
}

/** A created file is named by its URL, by the parts of one, or by an object with either. */
function createdPath(created: unknown): string | undefined {
  if (typeof created === 'string') return created === '' ? undefined : localPath(created)
  if (!isJsonObject(created)) return undefined
  return createdPath(created['uri'] ?? textOf(created['fsPath']) ?? textOf(created['path']))
}

/** The editor shows the person this gauge: what fills the context now, never a sum. */
function tellGauge(composer: JsonObject, { sink, at }: Telling): void {
  const limit = countOf(composer['contextTokenLimit'])
  if (limit !== undefined && limit > 0) sink.contextWindow(limit)
  const used =
    countOf(composer['contextTokensUsed']) ??
    countOf(objectOf(composer['promptTokenBreakdown'])['totalUsedTokens'])
  if (used !== undefined) sink.context(used, at)
}

function tellEnd(composer: JsonObject, telling: Telling): void {
  const { sink, at } = telling
  const phase = phaseOf(composer, telling)
  if (phase === undefined) return
  if (phase === 'interrupted') sink.interruption(at)
  if (phase === 'failed' && !telling.hasError) {
    const message = 'The turn failed; the editor wrote no reason down.'
    sink.error({ kind: 'api', at, message, status: undefined, blocks: undefined })
  }
  sink.phase(phase, at)
}

/** The status on disk lags: it may still tell the end of the turn before. */
function phaseOf(composer: JsonObject, { last }: Telling): TurnPhase | undefined {
  if (last === undefined) return undefined
  const status = textOf(composer['status'])
  if (status === 'error') return 'failed'
  if (status === 'aborted') return 'interrupted'
  if (last === 'open tool') return 'tool-running'
  if (isGenerating(composer) || last === 'prompt') return 'model-working'
  return last === 'error' ? 'failed' : 'done'
}

function isGenerating(composer: JsonObject): boolean {
  return composer['status'] === 'generating' || listOf(composer['generatingBubbleIds']).length > 0
}
