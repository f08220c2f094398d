import type { TokenCounts } from '../../shared/domain/tokens.ts'
import type { JsonCursor } from './json-cursor.ts'
import { TextSpan } from './text-span.ts'
import { wordTable } from './word-table.ts'

/** Blocks of one message that are kept. Real messages have a handful. */
const MAX_BLOCKS = 512

const MESSAGE_KEYS = wordTable(['id', 'model', 'role', 'stop_reason', 'content', 'usage'])
const ROLES = wordTable(['user', 'assistant'])
const STOP_REASONS = wordTable(['tool_use', 'pause_turn'])
const BLOCK_KEYS = wordTable(['type', 'text', 'id', 'name', 'tool_use_id', 'input', 'content', 'is_error'])
const BLOCK_KINDS = wordTable(['text', 'image', 'tool_use', 'tool_result'])
const TEXT_KEYS = wordTable(['text'])
const INPUT_KEYS = wordTable(['file_path', 'notebook_path', 'path'])
const USAGE_KEYS = wordTable([
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation',
  'output_tokens_details',
])
const USAGE_PART_KEYS = wordTable(['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens', 'thinking_tokens'])

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

export function readMessage(cursor: JsonCursor, message: Message): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    switch (cursor.keyIn(MESSAGE_KEYS)) {
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
        readContent(cursor, message)
        break
      case 'usage':
        readUsage(cursor, message.usage)
        break
      case undefined:
        cursor.skip()
    }
  }
}

/** The content is a string, or an array of blocks. */
function readContent(cursor: JsonCursor, message: Message): void {
  if (cursor.enterArray()) {
    while (cursor.nextElement()) readBlock(cursor, message.addBlock())
    return
  }
  const content = cursor.atText ? message.addBlock() : undefined
  if (!content) return cursor.skip()
  content.kind = 'text'
  cursor.readText(content.text)
}

function readBlock(cursor: JsonCursor, content: ContentBlock | undefined): void {
  if (!content || !cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    switch (cursor.keyIn(BLOCK_KEYS)) {
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
        readInput(cursor, content.path)
        break
      case 'content':
        readResultText(cursor, content.text)
        break
      case undefined:
        cursor.skip()
    }
  }
}

/** Only file tools are asked for the path later: `path` of a search is a folder. */
function readInput(cursor: JsonCursor, path: TextSpan): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    if (cursor.keyIn(INPUT_KEYS) && !path.present) cursor.readText(path)
    else cursor.skip()
  }
}

/** A result's content is a string, or an array of blocks whose first text says enough. */
function readResultText(cursor: JsonCursor, text: TextSpan): void {
  if (!cursor.enterArray()) return cursor.readText(text)
  while (cursor.nextElement()) {
    if (text.present || !cursor.enterObject()) {
      cursor.skip()
      continue
    }
    while (cursor.nextMember()) {
      if (cursor.keyIn(TEXT_KEYS)) cursor.readText(text)
      else cursor.skip()
    }
  }
}

/** Its `iterations` repeat the same numbers and are stepped over. */
function readUsage(cursor: JsonCursor, usage: Usage): void {
  if (!cursor.enterObject()) return cursor.skip()
  usage.present = true
  while (cursor.nextMember()) {
    switch (cursor.keyIn(USAGE_KEYS)) {
      case 'input_tokens':
        usage.input = readCount(cursor)
        break
      case 'output_tokens':
        usage.output = readCount(cursor)
        break
      case 'cache_read_input_tokens':
        usage.cacheRead = readCount(cursor)
        break
      case 'cache_creation_input_tokens':
        usage.cacheWrite = readCount(cursor)
        break
      case 'cache_creation':
      case 'output_tokens_details':
        readUsageParts(cursor, usage)
        break
      case undefined:
        cursor.skip()
    }
  }
}

function readUsageParts(cursor: JsonCursor, usage: Usage): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    switch (cursor.keyIn(USAGE_PART_KEYS)) {
      case 'ephemeral_5m_input_tokens':
        usage.cacheWrite5m = readCount(cursor)
        break
      case 'ephemeral_1h_input_tokens':
        usage.cacheWrite1h = readCount(cursor)
        break
      case 'thinking_tokens':
        usage.thinking = readCount(cursor)
        break
      case undefined:
        cursor.skip()
    }
  }
}

/** A count of tokens; what is none counts as nothing. */
function readCount(cursor: JsonCursor): number {
  const value = cursor.readCount()
  return value <= MAX_COUNT ? value : 0
}

/** A thousand times the largest window there is: a larger number is damage, and would drown every sum. */
const MAX_COUNT = 1e9
