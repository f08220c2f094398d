import type { Presence } from '../../providers/provider.ts'
import type { ConversationPage, MessageText } from '../../shared/contract/conversation.ts'
import type { ContextOccupancy } from '../../shared/contract/session.ts'
import type { ContextMakeUp, Findings, Timeline } from '../../shared/contract/timeline.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import type { SessionReader, SessionTranscripts } from '../sessions/session-reader.ts'
import type { Settings } from '../settings/settings.ts'
import type { TranscriptListing } from '../store/index-queries.ts'
import type { Conversations, RecordPlace } from './conversation-desk.ts'
import { ConversationUnreadable, type ConversationSource } from './conversation-source.ts'
import { sharedFiles } from './findings/files-of-others.ts'
import type { NotedHealth } from './timeline.ts'

/** Which conversation of a session: its own (`null`), or that of a sub-agent by its transcript's path. */
type Transcript = string | null

/** Answers questions about conversations. Rejects with `ConversationUnreadable` where one cannot be read. */
export interface ConversationService {
  page(
    id: string,
    transcript: Transcript,
    ask: { readonly from: number | null; readonly limit: number; readonly textLimit: number },
  ): Promise<ConversationPage>
  /** The number of messages where there is none at the position. */
  text(
    id: string,
    transcript: Transcript,
    ask: { readonly position: number; readonly from: number; readonly limit: number },
  ): Promise<MessageText | number>
  timeline(id: string, transcript: Transcript): Promise<Timeline>
  contextMakeUp(id: string, transcript: Transcript): Promise<ContextMakeUp>
  findings(id: string, transcript: Transcript): Promise<Findings>
  /** Position of the message whose record stands there; `null` where the conversation has none. */
  position(id: string, transcript: Transcript, record: RecordPlace): Promise<number | null>
}

export interface ConversationParts {
  /** Tells what the index knows of a session. */
  readonly reader: Pick<SessionReader, 'transcripts' | 'byIds' | 'running' | 'files'>
  /** How healthy the session was, as it was noted. */
  readonly user: { history(id: string): readonly NotedHealth[] }
  readonly settings: { readonly current: Settings }
  readonly providers: () => readonly Presence[]
  readonly conversations: Conversations
}

/** Finds out what a session's conversation is read from, and has it read. */
export function createConversationService(parts: ConversationParts): ConversationService {
  const found = (id: string, transcript: string | null) => {
    const { session, transcripts } = transcriptsOf(parts, id)
    return { source: sourceOf(session, transcripts, transcript), transcripts }
  }
  return {
    async page(id, transcript, ask) {
      const { source, transcripts } = found(id, transcript)
      const content = await parts.conversations.ask('page', source, ask)
      return {
        id,
        ...content,
        transcripts: transcripts.map(({ path, isSubagent }) => ({ path, subagent: isSubagent })),
      }
    },
    async text(id, transcript, ask) {
      const { source } = found(id, transcript)
      const answer = await parts.conversations.ask('text', source, ask)
      return answer.kind === 'text' ? { id, ...answer.text } : answer.total
    },
    async timeline(id, transcript) {
      const { source } = found(id, transcript)
      const noted = transcript === null ? parts.user.history(id) : []
      const { statedLimit, ...timeline } = await parts.conversations.ask('timeline', source, noted)
      return { id, ...timeline, contextLimit: contextOf(parts, id, transcript)?.limit ?? statedLimit }
    },
    async contextMakeUp(id, transcript) {
      const { source } = found(id, transcript)
      const context = contextOf(parts, id, transcript)
      const used = context?.source === 'reported' ? context.used : null
      return { id, ...(await parts.conversations.ask('makeUp', source, { used })) }
    },
    async findings(id, transcript) {
      const { source } = found(id, transcript)
      const thresholds = parts.settings.current.findings
      const shared = transcript === null ? sharedFiles(parts.reader, id) : []
      const answer = await parts.conversations.ask('findings', source, { thresholds, shared })
      return { id, edition: answer.edition, findings: [...answer.findings] }
    },
    position(id, transcript, record) {
      return parts.conversations.ask('position', found(id, transcript).source, record)
    },
  }
}

function transcriptsOf({ reader, providers }: ConversationParts, id: string): SessionTranscripts {
  const found = reader.transcripts(id)
  if (!found) {
    throw new ConversationUnreadable(
      null,
      'No transcript of this session is known, so there is nothing to read.',
    )
  }
  const { session, transcripts } = found
  if (transcripts.length === 0 || !providers().some(({ manifest }) => manifest.id === session.provider)) {
    throw new ConversationUnreadable(
      session.transcript,
      'The transcripts of this session are not looked for.',
    )
  }
  return found
}

/** Of the session's own conversation: a sub-agent's context is not known from elsewhere. */
function contextOf(
  { reader }: ConversationParts,
  id: string,
  transcript: Transcript,
): ContextOccupancy | undefined {
  return transcript === null ? reader.byIds([id])[0]?.context : undefined
}

function sourceOf(
  { id, provider, sessionId }: IndexedSession,
  transcripts: readonly TranscriptListing[],
  transcript: string | null,
): ConversationSource {
  const files = transcripts
    .filter((file) => (transcript === null ? !file.isSubagent : file.path === transcript))
    .map(({ path, root, isSubagent }) => ({ path, root, isSubagent }))
  if (files.length > 0) return { id, provider, sessionId, files }
  throw new ConversationUnreadable(
    transcript,
    transcript === null
      ? "Only sub-agents' transcripts of this session are left."
      : 'This session has no transcript with this path.',
  )
}
