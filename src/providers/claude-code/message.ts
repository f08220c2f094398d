import { countIn, isTrue, Place } from '../json-scan/place.ts'
import type { JsonScanner } from '../json-scan/json-scanner.ts'
import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { ROW } from './row-shape.ts'
import { wordTable, type WordTable } from '../json-scan/word-table.ts'

const { members: MESSAGE } = ROW.root.members.message
const { elements: BLOCKS } = MESSAGE.content
const { members: USAGE, inner: USAGE_PLACE } = MESSAGE.usage

const ROLES = wordTable(['user', 'assistant'])
const STOP_REASONS = wordTable(['tool_use', 'pause_turn'])
const BLOCK_KINDS = wordTable(['text', 'image', 'tool_use', 'tool_result'])

/** A thousand times the largest window there is: a larger number is damage, and would drown every sum. */
const MAX_COUNT = 1e9

export type BlockKind = typeof BLOCK_KINDS extends WordTable<infer Kind> ? Kind : never

/** One content block: text, a tool call, a tool result, or something else. What it does not have is absent. */
export interface ContentBlock {
  readonly kind: BlockKind | undefined
  readonly id: Place
  readonly name: Place
  readonly toolUseId: Place
  /** Text of a text block, or the first text of a tool result. */
  readonly text: Place
  /** File that the input of a tool call names. */
  readonly path: Place
  readonly isError: boolean
}

class ListedBlock implements ContentBlock {
  readonly id: Place
  readonly name: Place
  readonly toolUseId: Place
  readonly text: Place
  readonly path: Place
  private readonly bytes: Buffer
  private readonly type: Place
  private readonly error: Place

  constructor({ bytes, places }: JsonScanner, index: number) {
    const { item, first, places: stride } = BLOCKS
    const place = (of: number) => new Place(places, first + index * stride + of)
    const { id, name, tool_use_id, text, input, type, is_error } = item.members
    this.bytes = bytes
    this.id = place(id.text)
    this.name = place(name.text)
    this.toolUseId = place(tool_use_id.text)
    this.text = place(text.text)
    this.path = place(input.members.path.text)
    this.type = place(type.text)
    this.error = place(is_error.scalar)
  }

  get kind(): BlockKind | undefined {
    return this.type.present ? BLOCK_KINDS.find(this.bytes, this.type) : undefined
  }

  get isError(): boolean {
    return isTrue(this.bytes, this.error)
  }
}

/** What `message.usage` says, in the words of the format. */
export class Usage {
  private readonly bytes: Buffer
  private readonly place: Place
  private readonly inputTokens: Place
  private readonly outputTokens: Place
  private readonly cacheReadTokens: Place
  private readonly cacheWriteTokens: Place
  private readonly cacheWrite5mTokens: Place
  private readonly cacheWrite1hTokens: Place
  private readonly thinkingTokens: Place

  constructor({ bytes, places }: JsonScanner) {
    const { ephemeral_5m_input_tokens, ephemeral_1h_input_tokens } = USAGE.cache_creation.members
    this.bytes = bytes
    this.place = new Place(places, USAGE_PLACE.own)
    this.inputTokens = new Place(places, USAGE.input_tokens.scalar)
    this.outputTokens = new Place(places, USAGE.output_tokens.scalar)
    this.cacheReadTokens = new Place(places, USAGE.cache_read_input_tokens.scalar)
    this.cacheWriteTokens = new Place(places, USAGE.cache_creation_input_tokens.scalar)
    this.cacheWrite5mTokens = new Place(places, ephemeral_5m_input_tokens.scalar)
    this.cacheWrite1hTokens = new Place(places, ephemeral_1h_input_tokens.scalar)
    this.thinkingTokens = new Place(places, USAGE.output_tokens_details.members.thinking_tokens.scalar)
  }

  get present(): boolean {
    return this.place.present
  }

  /** Neither read from the cache nor written to it. */
  get input(): number {
    return this.count(this.inputTokens)
  }

  get output(): number {
    return this.count(this.outputTokens)
  }

  get cacheRead(): number {
    return this.count(this.cacheReadTokens)
  }

  /** Part of what is written to the cache. */
  get cacheWrite1h(): number {
    return this.count(this.cacheWrite1hTokens)
  }

  /** Part of `output`. */
  get thinking(): number {
    return this.count(this.thinkingTokens)
  }

  counts(): TokenCounts {
    // Some messages give only its two parts.
    const cacheWrite = this.cacheWriteTokens.present
      ? this.count(this.cacheWriteTokens)
      : this.count(this.cacheWrite5mTokens) + this.cacheWrite1h
    return { uncachedInput: this.input, cacheRead: this.cacheRead, cacheWrite, output: this.output }
  }

  /** A count of tokens; what is none counts as nothing. */
  private count(place: Place): number {
    const value = countIn(this.bytes, place)
    return value <= MAX_COUNT ? value : 0
  }
}

/** The message of a record, whoever's it is. */
export class Message {
  readonly id: Place
  readonly model: Place
  readonly usage: Usage
  private readonly scanner: JsonScanner
  private readonly roleText: Place
  private readonly stopText: Place
  private readonly listed: Place
  /** Content that is one text. */
  private readonly whole: ContentBlock
  private readonly blocks: ListedBlock[] = []

  constructor(scanner: JsonScanner) {
    const { places } = scanner
    this.scanner = scanner
    this.id = new Place(places, MESSAGE.id.text)
    this.model = new Place(places, MESSAGE.model.text)
    this.usage = new Usage(scanner)
    this.roleText = new Place(places, MESSAGE.role.text)
    this.stopText = new Place(places, MESSAGE.stop_reason.text)
    this.listed = new Place(places, BLOCKS.count)
    this.whole = wholeText(new Place(places, MESSAGE.content.text), this.listed)
  }

  get role(): 'user' | 'assistant' | undefined {
    return this.roleText.present ? ROLES.find(this.scanner.bytes, this.roleText) : undefined
  }

  /** `other` for every reason that ends the turn, `undefined` where none is given yet. */
  get stopReason(): 'tool_use' | 'pause_turn' | 'other' | undefined {
    if (!this.stopText.present) return undefined
    return STOP_REASONS.find(this.scanner.bytes, this.stopText) ?? 'other'
  }

  get blockCount(): number {
    return this.whole.text.present ? 1 : Math.max(0, this.listed.start)
  }

  /** One of the content's blocks; a content that is a string is one. `undefined` behind the last. */
  block(index: number): ContentBlock | undefined {
    if (index >= this.blockCount) return undefined
    if (this.whole.text.present) return this.whole
    const block = this.blocks[index] ?? new ListedBlock(this.scanner, index)
    this.blocks[index] = block
    return block
  }
}

function wholeText(text: Place, nothing: Place): ContentBlock {
  return { kind: 'text', id: nothing, name: nothing, toolUseId: nothing, text, path: nothing, isError: false }
}
