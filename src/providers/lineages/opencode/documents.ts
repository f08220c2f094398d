import type { LineOutcome, TranscriptSink } from '../../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentReader, DocumentSession } from '../../provider.ts'
import { originalsOf } from './copies.ts'
import { type StoredMessage, storedMessages, unreadRows } from './messages.ts'
import { givenTitle } from './prompts.ts'
import { reportedTotal } from './reported-total.ts'
import { familiesOf, familyOf, rootOf, type SessionRow, sessionRows } from './session-rows.ts'
import { contentMarks, rowMark } from './stamps.ts'
import { type Telling, tellMessage } from './tell-message.ts'

/** Reads the database that opencode and its forks keep all sessions in. */
export const sessionDatabase: DocumentReader = { sessions: sessionsIn, read: readSession }

function sessionsIn(file: DocumentFile): readonly DocumentSession[] {
  const all = sessionRows(file)
  const marks = contentMarks(file)
  const families = familiesOf(all)
  return [...all.values()].map((session) => ({
    sessionId: session.id,
    subagentOf: rootOf(session, all),
    stamp: `${rowMark([session])}${marks.get(session.id) ?? ''} ${rowMark(families.get(session.id) ?? [])}`,
  }))
}

function readSession(
  file: DocumentFile,
  { sessionId, subagentOf }: DocumentSession,
  sink: TranscriptSink,
): Readonly<Partial<Record<LineOutcome, number>>> {
  const family = familyOf(file, sessionId)
  const session = family.find(({ id }) => id === sessionId)
  // Deleted since it was listed; the next look will not find it any more.
  if (!session) return {}
  const outcomes = tellSession(
    { session, subagentOf, messages: storedMessages(file, sessionId), originals: originalsOf(file, session) },
    sink,
  )
  outcomes.unknown += unreadRows(file, sessionId)
  if (subagentOf === undefined) {
    const total = reportedTotal(file, family)
    if (total) sink.reportedTotal(total)
  }
  return outcomes
}

/** A session with all that is told of it but what the assistant added up. */
export interface WholeSession {
  readonly session: SessionRow
  readonly subagentOf: string | undefined
  readonly messages: readonly StoredMessage[]
  /** Messages that a fork copied, each with the id of its original. */
  readonly originals: ReadonlyMap<string, string>
}

/** Tells a session and its messages. Answers what became of each record. */
export function tellSession(
  { session, subagentOf, messages, originals }: WholeSession,
  sink: TranscriptSink,
): Record<LineOutcome, number> {
  const outcomes = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  tellRow(session, sink)
  const telling: Telling = {
    sink,
    isSubagent: subagentOf !== undefined,
    cwd: session.directory,
    originals,
    count: (outcome) => outcomes[outcome]++,
    compaction: undefined,
  }
  for (const message of messages) tellMessage(telling, message)
  return outcomes
}

function tellRow(session: SessionRow, sink: TranscriptSink): void {
  sink.session(session.id)
  if (session.createdAt !== undefined) {
    sink.born(session.createdAt)
    sink.seen(session.createdAt)
  }
  if (session.directory !== undefined) sink.workingDirectory(session.directory)
  if (session.version !== undefined) sink.version(session.version)
  if (session.model !== undefined) sink.model(session.model)
  const title = givenTitle(session.title)
  if (title !== undefined) sink.title('assistant', title)
}
