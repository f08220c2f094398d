import type {
  ConversationEntry,
  EntryPlace,
  MessageKind,
  ToolAccess,
  ToolUse,
} from '../../shared/domain/conversation.ts'
import type { TokenCounts } from '../../shared/domain/tokens.ts'
import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { digestOf } from './digest.ts'
import { gistOf } from './gist.ts'

/** A tool call or its result, as the outline keeps it. */
export interface OutlinedTool {
  readonly name: string | null
  readonly access: ToolAccess
  readonly target: string | null
  /** Digests of what an edit takes away and of what it puts there. */
  readonly edit: { readonly before: number; readonly after: number } | undefined
}

/** A message without its text. */
export interface OutlinedMessage {
  readonly kind: MessageKind
  /** Epoch milliseconds. */
  readonly at: number | null
  readonly model: string | null
  readonly subagent: boolean
  readonly place: EntryPlace
  readonly textLength: number
  /** Names the text; see `digestOf`. */
  readonly digest: number
  /** Words of a prompt that tell whether another one says the same. */
  readonly gist: string | undefined
  readonly limitHit: boolean
  /** The model before, of a change of models: no record holds its text. */
  readonly modelBefore: string | undefined
  tool: OutlinedTool | undefined
  /** Position of the result of a call, or of the call of a result. */
  counterpart: number | null
  outcome: ToolOutcome | null
  /** Index of the response that ends with this message. */
  response: number | undefined
  contextUsed: number | null
}

/** One answer of the model with its usage. */
export interface OutlinedResponse {
  readonly at: number | null
  readonly subagent: boolean
  counts: TokenCounts
  /** Its last message; `null` where none was read. */
  position: number | null
  /** Tokens in the main context after it. */
  contextUsed: number | null
}

/** What is known of a conversation without its texts. Positions are indices of `messages`. */
export interface Outline {
  readonly messages: readonly OutlinedMessage[]
  readonly responses: readonly OutlinedResponse[]
  /** Size of the context's window, where the transcript states it. */
  readonly contextLimit: number | null
}

const OF_MODEL: ReadonlySet<string> = new Set(['answer', 'thinking', 'tool-call'])

/** Puts the outline together from the entries that count, in file order; goes on where the transcript grows. */
export class OutlineBuilder implements Outline {
  readonly messages: OutlinedMessage[] = []
  readonly responses: OutlinedResponse[] = []
  contextLimit: number | null = null
  private readonly keys = new Set<string>()
  private readonly responsesByKey = new Map<string, number>()
  private readonly openCalls = new Map<string, number>()
  private readonly outcomes = new Map<string, ToolOutcome>()
  /** First file of each message that no key names: another file's copy of it is the same message. */
  private readonly unnamed: Map<number, number> | undefined
  /** The model of the last answer, and the one that a record says will answer next. */
  private model: string | undefined
  private nextModel: string | undefined
  /** Last message of a model in the main conversation, and last that changed its context: what facts behind them tell of. */
  private lastOfModel: number | undefined
  private lastOfContext: number | undefined
  /** Index of the response whose messages come behind its usage. */
  private ahead: number | undefined

  constructor(files: number) {
    this.unnamed = files > 1 ? new Map() : undefined
  }

  take(entry: ConversationEntry, place: EntryPlace): void {
    if (entry.kind === 'facts') return this.takeFacts(entry)
    if (this.isKnown(entry, place)) return this.takeUsage(entry, undefined)
    const isOfModel = OF_MODEL.has(entry.kind)
    const isMain = entry.subagent !== true
    if (isOfModel && isMain) this.noteModel(entry, place)
    const position = this.messages.push(outlined(entry, entry.kind, place, this.modelOf(entry))) - 1
    if (isOfModel && isMain) this.takeModelMessage(position)
    if ((isOfModel && isMain) || entry.kind === 'compaction') this.lastOfContext = position
    if (entry.tool) this.link(entry, entry.tool, position)
    this.takeUsage(entry, position)
    this.takeContext(entry, position)
  }

  private takeModelMessage(position: number): void {
    this.lastOfModel = position
    const response = this.ahead === undefined ? undefined : this.responses[this.ahead]
    if (response && this.ahead !== undefined) this.endWith(response, this.ahead, position)
  }

  private takeFacts(entry: ConversationEntry): void {
    if (entry.model !== undefined && entry.subagent !== true) this.nextModel = entry.model
    const callId = entry.tool?.callId
    if (callId !== undefined && entry.outcome) this.takeOutcome(callId, entry.outcome)
    this.takeUsage(entry, this.lastOfModel)
    this.takeContext(entry, entry.usage?.ahead ? undefined : this.lastOfContext)
  }

  private isKnown({ key, kind, at, text }: ConversationEntry, { file }: EntryPlace): boolean {
    if (key !== undefined) return this.keys.size === this.keys.add(key).size
    if (!this.unnamed || at === undefined) return false
    const signature = digestOf(`${kind} ${at} ${text}`)
    const firstFile = this.unnamed.get(signature)
    if (firstFile === undefined) this.unnamed.set(signature, file)
    return firstFile !== undefined && firstFile !== file
  }

  private modelOf({ kind, model, subagent }: ConversationEntry): string | null {
    if (model !== undefined || subagent === true || !OF_MODEL.has(kind)) return model ?? null
    return this.nextModel ?? null
  }

  private noteModel(entry: ConversationEntry, place: EntryPlace): void {
    const model = this.modelOf(entry)
    const before = this.model
    if (model === null || model === before) return
    this.model = model
    if (before === undefined) return
    const text = `${before} → ${model}`
    const change: ConversationEntry = {
      kind: 'model-change',
      text,
      ...(entry.at !== undefined && { at: entry.at }),
    }
    this.messages.push({ ...outlined(change, 'model-change', place, model), modelBefore: before })
  }

  private link({ kind, outcome }: ConversationEntry, { callId }: ToolUse, position: number): void {
    if (callId === undefined) return
    if (kind === 'tool-call') {
      this.openCalls.set(callId, position)
      const known = this.outcomes.get(callId)
      if (known) this.takeOutcome(callId, known)
      return
    }
    const call = this.openCalls.get(callId)
    const result = this.messages[position]
    const asked = call === undefined ? undefined : this.messages[call]
    if (!result || !asked || call === undefined) return
    this.openCalls.delete(callId)
    const told = this.outcomes.get(callId) ?? outcome ?? 'ok'
    this.outcomes.delete(callId)
    Object.assign(asked, { counterpart: position, outcome: told })
    Object.assign(result, { counterpart: call, outcome: told, tool: asked.tool })
  }

  /** A record beside the result that says how the call ended. */
  private takeOutcome(callId: string, outcome: ToolOutcome): void {
    const position = this.openCalls.get(callId)
    const call = position === undefined ? undefined : this.messages[position]
    if (call) call.outcome = outcome
    this.outcomes.set(callId, outcome)
  }

  private takeUsage(
    { usage, at, subagent, contextUsed }: ConversationEntry,
    position: number | undefined,
  ): void {
    if (!usage) return
    const known = usage.key === undefined ? undefined : this.responsesByKey.get(usage.key)
    const response = known === undefined ? undefined : this.responses[known]
    if (response && known !== undefined) {
      if (usage.counts.output >= response.counts.output) response.counts = usage.counts
      response.contextUsed = contextUsed ?? response.contextUsed
      this.endWith(response, known, position)
      return
    }
    const added: OutlinedResponse = {
      at: at ?? null,
      subagent: subagent ?? false,
      counts: usage.counts,
      position: null,
      contextUsed: contextUsed ?? null,
    }
    const index = this.responses.push(added) - 1
    this.ahead = usage.ahead ? index : undefined
    if (usage.ahead) return
    if (usage.key !== undefined) this.responsesByKey.set(usage.key, index)
    this.endWith(added, index, position)
  }

  private endWith(response: OutlinedResponse, index: number, position: number | undefined): void {
    const message = position === undefined ? undefined : this.messages[position]
    if (!message || position === undefined) return
    const former = response.position === null ? undefined : this.messages[response.position]
    if (former) former.response = undefined
    response.position = position
    message.response = index
  }

  private takeContext({ contextUsed, contextLimit }: ConversationEntry, position: number | undefined): void {
    if (contextLimit !== undefined) this.contextLimit = contextLimit
    const message = position === undefined ? undefined : this.messages[position]
    if (message && contextUsed !== undefined) message.contextUsed = contextUsed
  }
}

function outlined(
  entry: ConversationEntry,
  kind: MessageKind,
  place: EntryPlace,
  model: string | null,
): OutlinedMessage {
  const { at, subagent, text, tool, outcome, limitHit } = entry
  return {
    kind,
    at: at ?? null,
    model,
    subagent: subagent ?? false,
    place,
    textLength: text.length,
    digest: digestOf(text),
    gist: kind === 'prompt' ? gistOf(text) : undefined,
    limitHit: limitHit ?? false,
    modelBefore: undefined,
    tool: tool && outlinedTool(tool),
    counterpart: null,
    outcome: outcome ?? null,
    response: undefined,
    contextUsed: null,
  }
}

function outlinedTool({ name, access, target, edit }: ToolUse): OutlinedTool {
  return {
    name: name ?? null,
    access: access ?? 'other',
    target: target ?? null,
    edit: edit && { before: digestOf(edit.before), after: digestOf(edit.after) },
  }
}
