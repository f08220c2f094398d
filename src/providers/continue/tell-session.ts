import { addTokens, NO_TOKENS } from '../../shared/domain/tokens.ts'
import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import type { DocumentFile } from '../provider.ts'
import { isJsonObject, type JsonObject, objectOf, objectsOf, textOf } from '../json-values.ts'
import { localPath } from '../paths.ts'
import { tellTool } from './tools.ts'
import { copiedAnswers, sessionSums, type Usage, usageOf } from './usage.ts'

export type OutcomeCounts = Record<LineOutcome, number>

/** What a session is called until it gets a title. */
const NO_TITLE = 'Untitled Session'
/** What `cn` puts before the summary that a compaction leaves in place of the history. */
const COMPACTED = '[COMPACTED HISTORY]'

/** One session while it is told. */
interface Telling {
  readonly sink: TranscriptSink
  readonly id: string
  readonly cwd: string | undefined
  /** When the file was written: messages have no times of their own. */
  readonly at: number
  phase: TurnPhase | undefined
}

interface Item {
  readonly index: number
  readonly message: JsonObject
  readonly item: JsonObject
  /** Of an answer that this session asked for; a fork's copied ones have none. */
  readonly usage: Usage | undefined
}

/** Tells all of one session. Answers what became of each message. */
export function tellSession(
  file: DocumentFile,
  id: string,
  session: JsonObject,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  const cwd = localPath(textOf(session['workspaceDirectory']) ?? '') || undefined
  const telling: Telling = { sink, id, cwd, at: file.writtenAt, phase: undefined }
  tellHead(file, session, telling)
  const history = Array.isArray(session['history']) ? session['history'] : []
  const usages = history.map((item) => usageOf(objectOf(objectOf(item)['message'])))
  const copied = copiedAnswers(usages, sessionSums(session))
  for (const [index, item] of history.entries()) {
    const usage = index < copied ? undefined : usages[index]
    const message = isJsonObject(item) ? item['message'] : undefined
    const outcome =
      isJsonObject(item) && isJsonObject(message)
        ? tellItem(telling, { index, item, message, usage })
        : 'malformed'
    outcomes[outcome]++
  }
  tellSums(session, usages.slice(copied), telling)
  const isIncomplete = history.some((item, index) => isAnswer(item) && !usages[index])
  if (isIncomplete && !sessionSums(session)) sink.usageIncomplete()
  if (telling.phase !== undefined) sink.phase(telling.phase, telling.at)
  return outcomes
}

function tellHead(file: DocumentFile, session: JsonObject, { sink, id, cwd }: Telling): void {
  sink.session(id)
  sink.born(file.madeAt)
  sink.seen(file.madeAt)
  sink.seen(file.writtenAt)
  if (cwd !== undefined) sink.workingDirectory(cwd)
  const title = textOf(session['title'])
  if (title !== undefined && title !== NO_TITLE) sink.title('assistant', title)
}

function tellItem(telling: Telling, told: Item): LineOutcome {
  switch (told.message['role']) {
    case 'user':
      telling.sink.prompt(contentOf(told.message), telling.at)
      telling.phase = 'model-working'
      return 'used'
    case 'assistant':
      tellAnswer(telling, told)
      return 'used'
    case 'tool':
      // Editors write results as messages of their own.
      if (telling.phase === 'tool-running') telling.phase = 'model-working'
      return 'ignored'
    case 'system':
    case 'thinking':
      return 'ignored'
    default:
      return 'unknown'
  }
}

function tellAnswer(telling: Telling, { index, item, message, usage }: Item): void {
  const { sink, id, at, cwd } = telling
  if (usage) {
    const { counts, reasoning, model = 'unknown' } = usage
    sink.response({
      // Messages have no ids, and their order stays what it is.
      key: `continue:${id}:${index}`,
      model,
      at,
      counts,
      cacheWrite1h: 0,
      reasoning,
      contextUsed: counts.uncachedInput + counts.cacheRead + counts.output,
      sidechain: false,
    })
  }
  const isSummary = textOf(item['conversationSummary']) !== undefined
  if (isSummary || contentOf(message).startsWith(COMPACTED)) sink.compaction(at, undefined)
  const outcomes = objectsOf(item['toolCallStates']).map((state) => tellTool(state, { at, cwd }, sink))
  const isCalling = outcomes.length < objectsOf(message['toolCalls']).length
  telling.phase = isCalling ? 'tool-running' : phaseAfter(outcomes)
}

/** A tool that the person refused ends the turn; after any other the model goes on. */
function phaseAfter(outcomes: readonly ReturnType<typeof tellTool>[]): TurnPhase {
  if (outcomes.includes(undefined)) return 'tool-running'
  return outcomes.length === 0 || outcomes.includes('rejected') ? 'done' : 'model-working'
}

/**
 * The session's own sums also hold requests of compactions and titles. They say that nothing was cached, which the answers
 * know better. Editors write neither these sums nor usage of answers.
 */
function tellSums(session: JsonObject, usages: readonly (Usage | undefined)[], { sink, at }: Telling): void {
  const sums = sessionSums(session)
  if (!sums) return
  const told = usages.reduce((counts, usage) => addTokens(counts, usage?.counts ?? NO_TOKENS), NO_TOKENS)
  const cacheRead = Math.min(told.cacheRead, sums.prompt)
  const counts = { uncachedInput: sums.prompt - cacheRead, cacheRead, cacheWrite: 0, output: sums.output }
  sink.reportedTotal({ at, counts, costUsd: undefined })
}

function isAnswer(item: unknown): boolean {
  return objectOf(objectOf(item)['message'])['role'] === 'assistant'
}

/** Content is text, or parts of which some are text. */
function contentOf({ content }: JsonObject): string {
  if (typeof content === 'string') return content
  return objectsOf(content)
    .flatMap((part) => textOf(part['text']) ?? [])
    .join('\n')
}
