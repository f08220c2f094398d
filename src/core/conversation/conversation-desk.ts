import type { Provider } from '../../providers/provider.ts'
import type { MessageText } from '../../shared/contract/conversation.ts'
import type { Finding } from '../../shared/contract/timeline.ts'
import { LineReader } from '../ingest/read-lines.ts'
import type { FindingThresholds } from '../settings/settings.ts'
import { loadTextCounter, type TextCounter } from '../tokens/count-text.ts'
import { ConversationUnreadable, type ConversationSource } from './conversation-source.ts'
import { findingsOf } from './findings/find.ts'
import type { SharedFile } from './findings/shared-files.ts'
import { makeUpOf } from './make-up.ts'
import { OpenConversation } from './open-conversation.ts'
import { type PageContent, type PageRequest, readPage, readText } from './read-page.ts'
import { type NotedHealth, timelineOf } from './timeline.ts'
import type { Outline } from './outline.ts'

/** What is kept of conversations that were asked for; the one that was asked for last is kept whatever its size. */
export interface DeskLimits {
  /** Conversations whose outlines are kept. */
  readonly open: number
  /** Messages of all of them together (some 300 bytes each). */
  readonly messages: number
}

const DESK_LIMITS: DeskLimits = { open: 6, messages: 400_000 }

interface Edition {
  readonly edition: string
}

/** Where a message's record stands, as `EntryPlace` has it. */
export interface RecordPlace {
  readonly transcript: string
  readonly offset: number
  readonly nth: number
}

/** What is asked of a conversation, by what the answer is. */
export interface Questions {
  readonly page: { readonly ask: PageRequest; readonly answer: PageContent }
  readonly text: {
    readonly ask: { readonly position: number; readonly from: number; readonly limit: number }
    readonly answer: TextAnswer
  }
  readonly timeline: {
    readonly ask: readonly NotedHealth[]
    readonly answer: Edition & ReturnType<typeof timelineOf> & { readonly statedLimit: number | null }
  }
  readonly makeUp: {
    /** Tokens in the context as the transcripts report them; `null` where the conversation has to tell. */
    readonly ask: { readonly used: number | null }
    readonly answer: Edition & ReturnType<typeof makeUpOf>
  }
  readonly position: { readonly ask: RecordPlace; readonly answer: number | null }
  readonly findings: {
    readonly ask: { readonly thresholds: FindingThresholds; readonly shared: readonly SharedFile[] }
    readonly answer: Edition & { readonly findings: readonly Finding[] }
  }
}

export type TextAnswer =
  | { readonly kind: 'text'; readonly text: Omit<MessageText, 'id'> }
  | { readonly kind: 'no such message'; readonly total: number }

export type Question = keyof Questions

/** Reads conversations: in the thread that asks, or in one of its own. Rejects with `ConversationUnreadable`. */
export interface Conversations {
  ask<Q extends Question>(
    question: Q,
    source: ConversationSource,
    ask: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']>
  close(): Promise<void>
}

type Answers = {
  readonly [Q in Question]: (
    conversation: OpenConversation,
    ask: Questions[Q]['ask'],
    tools: Tools,
  ) => Questions[Q]['answer'] | Promise<Questions[Q]['answer']>
}

interface Tools {
  readonly counter: () => Promise<TextCounter>
}

const ANSWERS: Answers = {
  page: readPage,
  text(conversation, ask) {
    const text = readText(conversation, ask)
    return text
      ? { kind: 'text', text }
      : { kind: 'no such message', total: conversation.outline.messages.length }
  },
  timeline({ outline, edition }, noted) {
    return { edition, ...timelineOf(outline, noted), statedLimit: outline.contextLimit }
  },
  async makeUp(conversation, { used }, { counter }) {
    const { outline, edition } = conversation
    const tokens = await counter()
    const told = used ?? lastContext(outline)
    return {
      edition,
      ...makeUpOf(
        outline,
        told,
        (messages) => conversation.texts(messages),
        (text) => tokens.count(text),
      ),
    }
  },
  position(conversation, { transcript, offset, nth }) {
    const at = conversation.outline.messages.findIndex(
      ({ place }) =>
        place.offset === offset && place.nth === nth && conversation.pathOf(place) === transcript,
    )
    return at < 0 ? null : at
  },
  findings({ outline, edition }, { thresholds, shared }) {
    return { edition, findings: findingsOf(outline, thresholds, shared) }
  },
}

/** Keeps the outlines of the conversations that were asked for last, and answers from them. */
export class ConversationDesk implements Conversations {
  private readonly providers: readonly Provider[]
  private readonly limits: DeskLimits
  /** By what they are read from; the one that was asked for last stands last. */
  private readonly open = new Map<string, OpenConversation>()
  private readonly lines = new LineReader()
  /** Loaded with the first question that counts: it takes a tenth of a second and megabytes. */
  private counter: Promise<TextCounter> | undefined

  constructor(providers: readonly Provider[], limits: DeskLimits = DESK_LIMITS) {
    this.providers = providers
    this.limits = limits
  }

  async ask<Q extends Question>(
    question: Q,
    source: ConversationSource,
    ask: Questions[Q]['ask'],
  ): Promise<Questions[Q]['answer']> {
    const conversation = await this.conversationOf(source)
    conversation.refresh()
    this.lines.shrink()
    this.forgetOldest()
    return ANSWERS[question](conversation, ask, { counter: () => (this.counter ??= loadTextCounter()) })
  }

  async close(): Promise<void> {
    this.open.clear()
  }

  private async conversationOf(source: ConversationSource): Promise<OpenConversation> {
    const key = [source.id, ...source.files.map(({ path }) => path)].join('\n')
    const known = this.open.get(key) ?? (await this.openOne(source))
    this.open.delete(key)
    this.open.set(key, known)
    return known
  }

  private async openOne(source: ConversationSource): Promise<OpenConversation> {
    const provider = this.providers.find(({ manifest }) => manifest.id === source.provider)
    const format = await provider?.conversation?.()
    if (!provider || !format) {
      const name = provider?.manifest.name ?? source.provider
      throw new ConversationUnreadable(null, `What is said in sessions of ${name} is not read yet.`)
    }
    return new OpenConversation(source, provider, format, this.lines)
  }

  private forgetOldest(): void {
    let messages = [...this.open.values()].reduce((sum, { size }) => sum + size, 0)
    for (const [key, { size }] of this.open) {
      if (this.open.size <= 1 || (this.open.size <= this.limits.open && messages <= this.limits.messages))
        return
      this.open.delete(key)
      messages -= size
    }
  }
}

/** What the last answer, or the compaction after it, says of the context. */
function lastContext({ messages, responses }: Outline): number | null {
  for (let position = messages.length - 1; position >= 0; position--) {
    const message = messages[position]
    if (!message || message.subagent) continue
    const response = message.response === undefined ? undefined : responses[message.response]
    const used = message.contextUsed ?? response?.contextUsed ?? null
    if (used !== null) return used
  }
  return null
}
