import { ConversationUnreadable } from '../conversation/conversation-source.ts'
import type { MessageKind } from '../../shared/domain/conversation.ts'
import type { FoundMessage, TextStore } from '../store/text-store.ts'
import { searchedText } from './message-words.ts'
import type { SearchQuery } from './search-query.ts'
import { type Snippet, snippetOf } from './snippet.ts'
import type { OpenTranscript } from './text-indexer.ts'

/** A message that has the words. Plain data: it comes from a thread. */
export interface Hit extends Snippet {
  /** The session's id in the contract. */
  readonly sessionId: string
  readonly transcript: string
  readonly isSubagent: boolean
  readonly kind: MessageKind
  /** Epoch milliseconds; `null` where the transcript does not tell. */
  readonly at: number | null
  /** Where its record stands in the transcript, as `EntryPlace` has it. */
  readonly place: { readonly offset: number; readonly nth: number }
}

export interface Hits {
  readonly hits: readonly Hit[]
  /** Ask with it for those that stand before; `undefined` where there are none. */
  readonly next: number | undefined
}

export interface FindRequest {
  readonly query: SearchQuery
  readonly sessionId: string | undefined
  readonly before: number | undefined
  /** Hits at most; copies of one message in several transcripts are one. */
  readonly limit: number
}

/** Finds the newest messages that have the words, and reads a piece of each back from its transcript. */
export async function findMessages(
  store: TextStore,
  open: OpenTranscript,
  { query, sessionId, before, limit }: FindRequest,
): Promise<Hits> {
  const hits = new Map<string, Hit>()
  let next = before
  while (hits.size < limit) {
    const found = store.find({ match: query.match, sessionId, before: next, limit })
    const read = await readBack(open, found, query.pattern)
    for (const [index, message] of found.entries()) {
      if (hits.size >= limit) break
      next = message.id
      const hit = read[index]
      const copy = hit && [hit.at, hit.kind, hit.text].join('\n')
      // Of copies the one whose words were taken first: in one transcript, the record that counts.
      if (hit && copy !== undefined) hits.set(copy, hit)
    }
    if (found.length < limit) return { hits: [...hits.values()], next: undefined }
  }
  return { hits: [...hits.values()], next }
}

/** In the order of `found`; `undefined` for a message that is not in its transcript any more. */
async function readBack(
  open: OpenTranscript,
  found: readonly FoundMessage[],
  pattern: RegExp,
): Promise<(Hit | undefined)[]> {
  const hits: (Hit | undefined)[] = []
  for (const message of found) {
    const text = await textOf(open, message)
    const { kind, at, offset, nth, transcript } = message
    hits.push(
      text === undefined
        ? undefined
        : {
            ...snippetOf(text, pattern),
            sessionId: transcript.sessionId,
            transcript: transcript.path,
            isSubagent: transcript.isSubagent,
            kind,
            at,
            place: { offset, nth },
          },
    )
  }
  return hits
}

async function textOf(
  open: OpenTranscript,
  { kind, offset, bytes, nth, transcript }: FoundMessage,
): Promise<string | undefined> {
  try {
    const opened = await open(transcript)
    const entry = opened?.entries([{ file: 0, offset, bytes, nth }])[0]
    return entry?.kind === kind ? searchedText(entry) : undefined
  } catch (cause) {
    // Deleted or rewritten since its words were taken, which the next update finds out.
    if (cause instanceof ConversationUnreadable) return undefined
    throw cause
  }
}
