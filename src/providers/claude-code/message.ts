import type { TokenCounts } from '../../shared/domain/tokens.ts'
import type { JsonCursor } from './json-cursor.ts'
import { TextSpan } from './text-span.ts'
import { KeyReader, keySet, wordTable } from './word-table.ts'

/** Blocks of one message that are kept. Real messages have a handful. */
const MAX_BLOCKS = 512

const MESSAGE_KEYS = keySet(
  ['id', 'model', 'role', 'stop_reason', 'content', 'usage'],
  ['type', 'stop_sequence', 'stop_details', 'context_management', 'diagnostics', 'container'],
)
const BLOCK_KEYS = keySet(
  ['type', 'text', 'id', 'name', 'tool_use_id', 'input', 'content', 'is_error'],
  ['thinking', 'signature', 'caller'],
)
const INPUT_KEYS = keySet(['file_path', 'notebook_path', 'path'])
const TEXT_KEYS = keySet(['text'], ['type'])
const USAGE_KEYS = keySet(
  [
    'input_tokens',
    'output_tokens',
    'cache_read_input_tokens',
    'cache_creation_input_tokens',
    'cache_creation',
    'output_tokens_details',
  ],
  ['server_tool_use', 'service_tier', 'inference_geo', 'iterations', 'speed', 'fallback_credit'],
)
const USAGE_PART_KEYS = keySet(['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens', 'thinking_tokens'])
const ROLES = wordTable(['user', 'assistant'])
const STOP_REASONS = wordTable(['tool_use', 'pause_turn'])
const BLOCK_KINDS = wordTable(['text', 'image', 'tool_use', 'tool_result'])

/** One content block: text, a tool call, a tool result, or something else. What it does not have is absent. */
export class ContentBlock {
  kind: 'text' | 'image' | 'tool_use' | 'tool_result' | undefined = undefined
  readonly id = new TextSpan()
  readonly name = new TextSpan()
  readonly toolUseId = new TextSpan()
  /** Text of a text block, or the first text of a tool result. */
  readonly text = new TextSpan()
  /** File that the input of a tool call names. */
  readonly path = new TextSpan()
  isError = false

  clear(): void {
    this.kind = undefined
    this.id.clear()
    this.name.clear()
    this.toolUseId.clear()
    this.text.clear()
    this.path.clear()
    this.isError = false
  }
}

/** What `message.usage` says, in the words of the format. */
export class Usage {
  present = false
  /** Neither read from the cache nor written to it. */
  input = 0
  output = 0
  cacheRead = 0
  /** `NaN` where only its two parts are given. */
  cacheWrite = Number.NaN
  cacheWrite5m = 0
  cacheWrite1h = 0
  /** Part of `output`. */
  thinking = 0

  clear(): void {
    this.present = false
    this.input = 0
    this.output = 0
    this.cacheRead = 0
    this.cacheWrite = Number.NaN
    this.cacheWrite5m = 0
    this.cacheWrite1h = 0
    this.thinking = 0
  }

  counts(): TokenCounts {
    const cacheWrite = Number.isNaN(this.cacheWrite) ? this.cacheWrite5m + this.cacheWrite1h : this.cacheWrite
    return { uncachedInput: this.input, cacheRead: this.cacheRead, cacheWrite, output: this.output }
  }
}

/** The message of a record, whoever's it is. */
export class Message {
  readonly id = new TextSpan()
  readonly model = new TextSpan()
  role: 'user' | 'assistant' | undefined = undefined
  /** `other` for every reason that ends the turn, `undefined` where none is given yet. */
  stopReason: 'tool_use' | 'pause_turn' | 'other' | undefined = undefined
  readonly usage = new Usage()
  /** The first `blockCount` hold what the last record had. */
  readonly blocks: ContentBlock[] = []
  blockCount = 0

  clear(): void {
    this.id.clear()
    this.model.clear()
    this.role = undefined
    this.stopReason = undefined
    this.usage.clear()
    this.blockCount = 0
  }

  /** A cleared block behind the last one; `undefined` where there are too many. */
  addBlock(): ContentBlock | undefined {
    if (this.blockCount >= MAX_BLOCKS) return undefined
    const index = this.blockCount++
    const block = this.blocks[index] ?? new ContentBlock()
    this.blocks[index] = block
    block.clear()
    return block
  }
}

/** Reads `message` objects. */
export class MessageReader {
  private readonly cursor: JsonCursor
  private readonly messageKeys = new KeyReader(MESSAGE_KEYS)
  private readonly blockKeys = new KeyReader(BLOCK_KEYS)
  private readonly inputKeys = new KeyReader(INPUT_KEYS)
  private readonly textKeys = new KeyReader(TEXT_KEYS)
  private readonly usageKeys = new KeyReader(USAGE_KEYS)
  private readonly usagePartKeys = new KeyReader(USAGE_PART_KEYS)

  constructor(cursor: JsonCursor) {
    this.cursor = cursor
  }

  /** Reads the object that the cursor stands at. Of two in one record the last counts, as everywhere in JSON. */
  read(message: Message): void {
    const { cursor, messageKeys: keys } = this
    message.clear()
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      switch (keys.value) {
        case 'id':
          cursor.readText(message.id)
          break
        case 'model':
          cursor.readText(message.model)
          break
        case 'role':
          message.role = cursor.readWord(ROLES)
          break
        case 'stop_reason':
          message.stopReason = cursor.readWordOr(STOP_REASONS, 'other')
          break
        case 'content':
          this.readContent(message)
          break
        case 'usage':
          this.readUsage(message.usage)
          break
        case undefined:
          cursor.skip()
      }
    }
  }

  /** The content is a string, or an array of blocks. */
  private readContent(message: Message): void {
    const { cursor } = this
    if (cursor.enterArray()) {
      while (cursor.nextElement()) this.readBlock(message.addBlock())
      return
    }
    const content = cursor.atText ? message.addBlock() : undefined
    if (!content) return cursor.skip()
    content.kind = 'text'
    cursor.readText(content.text)
  }

  private readBlock(content: ContentBlock | undefined): void {
    const { cursor, blockKeys: keys } = this
    if (!content || !cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      switch (keys.value) {
        case 'type':
          content.kind = cursor.readWord(BLOCK_KINDS)
          break
        case 'text':
          cursor.readText(content.text)
          break
        case 'id':
          cursor.readText(content.id)
          break
        case 'name':
          cursor.readText(content.name)
          break
        case 'tool_use_id':
          cursor.readText(content.toolUseId)
          break
        case 'is_error':
          content.isError = cursor.readTrue()
          break
        case 'input':
          this.readInput(content.path)
          break
        case 'content':
          this.readResultText(content.text)
          break
        case undefined:
          cursor.skip()
      }
    }
  }

  /** Only file tools are asked for the path later: `path` of a search is a folder. */
  private readInput(path: TextSpan): void {
    const { cursor, inputKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      if (keys.value && !path.present) cursor.readText(path)
      else cursor.skip()
    }
  }

  /** A result's content is a string, or an array of blocks whose first text says enough. */
  private readResultText(text: TextSpan): void {
    const { cursor, textKeys: keys } = this
    if (!cursor.enterArray()) return cursor.readText(text)
    while (cursor.nextElement()) {
      if (text.present || !cursor.enterObject(keys)) {
        cursor.skip()
        continue
      }
      while (cursor.nextMember(keys)) {
        if (keys.value) cursor.readText(text)
        else cursor.skip()
      }
    }
  }

  /** Its `iterations` repeat the same numbers and are stepped over. */
  private readUsage(usage: Usage): void {
    const { cursor, usageKeys: keys } = this
    usage.clear()
    if (!cursor.enterObject(keys)) return cursor.skip()
    usage.present = true
    while (cursor.nextMember(keys)) {
      switch (keys.value) {
        case 'input_tokens':
          usage.input = this.readCount()
          break
        case 'output_tokens':
          usage.output = this.readCount()
          break
        case 'cache_read_input_tokens':
          usage.cacheRead = this.readCount()
          break
        case 'cache_creation_input_tokens':
          usage.cacheWrite = this.readCount()
          break
        case 'cache_creation':
        case 'output_tokens_details':
          this.readUsageParts(usage)
          break
        case undefined:
          cursor.skip()
      }
    }
  }

  private readUsageParts(usage: Usage): void {
    const { cursor, usagePartKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      switch (keys.value) {
        case 'ephemeral_5m_input_tokens':
          usage.cacheWrite5m = this.readCount()
          break
        case 'ephemeral_1h_input_tokens':
          usage.cacheWrite1h = this.readCount()
          break
        case 'thinking_tokens':
          usage.thinking = this.readCount()
          break
        case undefined:
          cursor.skip()
      }
    }
  }

  /** A count of tokens; what is none counts as nothing. */
  private readCount(): number {
    const value = this.cursor.readCount()
    return value <= MAX_COUNT ? value : 0
  }
}

/** A thousand times the largest window there is: a larger number is damage, and would drown every sum. */
const MAX_COUNT = 1e9
