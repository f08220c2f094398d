import { fileBelow } from '../files/named-paths.ts'
import type { ConversationService } from '../conversation/conversation-service.ts'
import type { ConversationMessage } from '../../shared/contract/conversation.ts'
import { MOST_MESSAGES, MOST_TEXT } from '../../shared/contract/conversation.ts'
import { isTag } from '../../shared/domain/labels.ts'
import type { SessionDetail } from '../../shared/contract/session.ts'
import type { HistoryPoint } from '../store/user-history.ts'
import { countFileTokens, type FileTokenCache } from '../tokens/file-tokens.ts'
import { loadTextCounter, type TextCounter } from '../tokens/count-text.ts'
import {
  CONTEXT_FORMAT,
  CONTEXT_VERSION,
  type ContextFile,
  contextFileSchema,
  type ExportedMessage,
} from './context-file.ts'

/** What a person and the model said is kept whole; of what tools printed, this many characters. */
const LONGEST_TOOL_TEXT = 16_000
/** Counting reads each file; beyond these, the files that were touched most have been counted. */
const MOST_COUNTED_FILES = 200

export interface ExportParts {
  readonly detail: SessionDetail
  /** How the session went, oldest first. */
  readonly history: readonly HistoryPoint[]
  readonly conversations: ConversationService
  readonly exportedAt: Date
  /** Program and version. */
  readonly generator: string
}

export interface ExportChoices {
  readonly conversation: boolean
  /** Is told how many messages of how many are read. */
  readonly onProgress: (done: number, total: number) => void
}

/** Puts a context together. Rejects with `ConversationUnreadable` where its conversation is wanted and cannot be read. */
export async function exportSession(parts: ExportParts, choices: ExportChoices): Promise<ContextFile> {
  const { detail, history, exportedAt, generator } = parts
  const { session } = detail
  // Through the schema: whoever imports it gets the keys in the same order, and writes the same bytes.
  return contextFileSchema.parse({
    format: CONTEXT_FORMAT,
    version: CONTEXT_VERSION,
    exportedAt: exportedAt.toISOString(),
    generator,
    session: {
      id: session.id,
      provider: session.provider,
      title: session.title,
      project: session.project,
      cwd: session.cwd,
      gitBranch: session.gitBranch,
      model: session.model,
      assistantVersion: session.assistantVersion,
      state: session.state,
      stateReason: session.stateReason,
      startedAt: session.startedAt?.toISOString() ?? null,
      lastActivityAt: session.lastActivityAt?.toISOString() ?? null,
      durationMs: session.durationMs,
      messages: session.messages,
      toolCalls: session.toolCalls,
      errors: session.errors,
      toolErrors: session.toolErrors,
      retries: session.retries,
      interruptions: session.interruptions,
      compactions: session.compactions,
      subagents: session.subagents,
      forkedFrom: session.forkedFrom,
    },
    tokens: session.tokens,
    context: session.context,
    costUsd: session.costUsd,
    usageByModel: detail.usageByModel,
    health: session.health,
    recommendations: session.recommendations,
    timeline: history.map(({ at, tokensTotal, contextUsed, contextLimit, healthScore }) => ({
      at: new Date(at).toISOString(),
      tokensTotal,
      contextUsed,
      contextLimit,
      healthScore,
    })),
    files: await touchedFiles(detail),
    // Whoever else wrote into our database may have meant something that no import would take.
    tags: session.tags.filter(isTag),
    note: detail.note?.text ?? null,
    conversation: choices.conversation ? await conversationOf(parts, choices.onProgress) : null,
    redacted: null,
  } satisfies ContextFile)
}

async function touchedFiles({ session, files }: SessionDetail): Promise<ContextFile['files']> {
  if (files.length === 0) return []
  const counter = await loadTextCounter()
  const most = new Set(
    files
      .toSorted((a, b) => b.reads + b.writes - (a.reads + a.writes))
      .slice(0, MOST_COUNTED_FILES)
      .map(({ path }) => path),
  )
  return files.map(({ path, reads, writes }) => ({
    path,
    reads,
    writes,
    tokens: most.has(path) ? tokensOf(path, session.cwd, counter) : null,
  }))
}

const NOTHING_REMEMBERED: FileTokenCache = { get: () => undefined, set: () => {} }

function tokensOf(path: string, cwd: string | null, counter: TextCounter): number | null {
  const file = cwd === null ? undefined : fileBelow(cwd, path)
  if (file === undefined) return null
  const counted = countFileTokens(file, counter, NOTHING_REMEMBERED)
  return counted.kind === 'counted' ? counted.tokens : null
}

async function conversationOf(
  { detail, conversations }: ExportParts,
  onProgress: ExportChoices['onProgress'],
): Promise<ExportedMessage[]> {
  const { id } = detail.session
  const messages: ExportedMessage[] = []
  for (;;) {
    const page = await conversations.page(id, null, {
      from: messages.length,
      limit: MOST_MESSAGES,
      textLimit: LONGEST_TOOL_TEXT,
    })
    for (const message of page.messages) messages.push(await exported(message, id, conversations))
    onProgress(messages.length, page.total)
    if (page.messages.length === 0 || messages.length >= page.total) return messages
  }
}

async function exported(
  message: ConversationMessage,
  id: string,
  conversations: ConversationService,
): Promise<ExportedMessage> {
  const { kind, at, model, tool, outcome, truncated, textLength } = message
  const isSaid = kind === 'prompt' || kind === 'answer'
  const text = truncated && isSaid ? await wholeText(message, id, conversations) : message.text
  return {
    kind,
    at: at?.toISOString() ?? null,
    model,
    tool: tool && { name: tool.name, access: tool.access, target: tool.target, outcome },
    text,
    omitted: truncated ? Math.max(0, textLength - text.length) : 0,
  }
}

async function wholeText(
  { position, textLength }: ConversationMessage,
  id: string,
  conversations: ConversationService,
): Promise<string> {
  let text = ''
  while (text.length < textLength) {
    const answer = await conversations.text(id, null, { position, from: text.length, limit: MOST_TEXT })
    if (typeof answer === 'number' || answer.text === '') break
    text += answer.text
  }
  return text
}
