import type { LineOutcome, TranscriptSink } from '../../../shared/domain/transcript.ts'
import type { DocumentFile, DocumentReader, DocumentSession } from '../../provider.ts'
import { originalsOf } from './copies.ts'
import { storedMessages, unreadRows } from './messages.ts'
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
  const outcomes = { used: 0, ignored: 0, unknown: unreadRows(file, sessionId), malformed: 0 }
  tellRow(session, sink)
  const telling: Telling = {
    sink,
    isSubagent: subagentOf !== undefined,
    cwd: session.directory,
    originals: originalsOf(file, session),
    count: (outcome) => outcomes[outcome]++,
    compaction: undefined,
  }
  for (const message of storedMessages(file, sessionId)) tellMessage(telling, message)
  if (subagentOf === undefined) {
    const total = reportedTotal(file, family)
    if (total) sink.reportedTotal(total)
  }
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
