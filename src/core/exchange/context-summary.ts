import {
  type ContextDetail,
  type ContextSummary,
  MOST_CONTEXT_FILES,
} from '../../shared/contract/contexts.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { MOST_TAGS } from '../../shared/domain/labels.ts'
import type { KeptContext } from '../store/user-contexts.ts'
import type { ContextFile } from './context-file.ts'

const LONGEST_LINE = 300

/** What people are told of a context. Its texts may come from anywhere: each is one plain line of bounded length. */
export function contextSummary(id: string, file: ContextFile, sizeBytes: number): ContextSummary {
  const { session, conversation } = file
  return {
    id,
    sessionId: line(session.id),
    provider: line(session.provider),
    title: session.title === null ? null : line(session.title),
    project: session.project === null ? null : line(session.project),
    model: session.model === null ? null : line(session.model),
    exportedAt: new Date(file.exportedAt),
    generator: line(file.generator),
    startedAt: session.startedAt === null ? null : new Date(session.startedAt),
    lastActivityAt: session.lastActivityAt === null ? null : new Date(session.lastActivityAt),
    messages: session.messages,
    conversationMessages: conversation && conversation.length,
    tokens: file.tokens.total,
    costUsd: file.costUsd.value,
    healthScore: file.health.score,
    files: file.files.length,
    tags: file.tags.slice(0, MOST_TAGS),
    note: file.note === null ? null : line(file.note),
    redacted: file.redacted && {
      secrets: Object.fromEntries(
        Object.entries(file.redacted.secrets)
          .slice(0, MOST_KINDS)
          .map(([kind, count]) => [line(kind), count]),
      ),
      homeFolders: file.redacted.homeFolders,
    },
    sizeBytes,
  }
}

/** The same of an imported context, with the files that were touched most. */
export function contextDetail(
  { id, sizeBytes, attachedTo, importedAt }: KeptContext,
  file: ContextFile,
): ContextDetail {
  const touched = file.files
    .toSorted((a, b) => b.reads + b.writes - (a.reads + a.writes))
    .slice(0, MOST_CONTEXT_FILES)
    .map(({ path, reads, writes }) => ({ path: line(path), reads, writes }))
  return {
    ...contextSummary(id, file, sizeBytes),
    attachedTo,
    importedAt: new Date(importedAt),
    touched,
  }
}

/** Kinds of secrets that are told apart; there are fewer. */
const MOST_KINDS = 100

function line(text: string): string {
  // Cut twice: what is removed from a long text is looked for in its beginning only.
  const plain = plainText(text.slice(0, 4 * LONGEST_LINE))
  return plain.length <= LONGEST_LINE ? plain : `${plain.slice(0, LONGEST_LINE - 1)}…`
}
