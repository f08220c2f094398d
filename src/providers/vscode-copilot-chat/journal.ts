import { isJsonObject, type JsonObject, parseObject } from '../json-values.ts'

/** What a journal adds up to, and how many of its entries did not count. */
export interface Replayed {
  readonly chat: JsonObject
  /** Entries of a kind that is not known. */
  readonly unknown: number
  /** Entries that are no JSON, or that change what is not there. */
  readonly malformed: number
}

/** An object or a list while changes are made to it. */
type Container = Record<string, unknown> | unknown[]

/** Deeper than any field of a chat. */
const LONGEST_PATH = 64

const LINE_FEED = 10
/** Kinds of entries: the whole chat, a field, items at the end of a list, a field that goes away. */
const WHOLE = 0
const SET = 1
const PUSH = 2
const DELETE = 3
const KINDS: ReadonlySet<unknown> = new Set([WHOLE, SET, PUSH, DELETE])

/**
 * Makes the changes of a journal, one JSON object a line, in their order. Throws where none of them is the whole chat.
 * A change that cannot be made is skipped: what stands after it is still worth more than nothing.
 */
export function replayJournal(bytes: Buffer): Replayed {
  let chat: JsonObject | undefined
  let unknown = 0
  let malformed = 0
  for (let start = 0; start < bytes.length; ) {
    const lineFeed = bytes.indexOf(LINE_FEED, start)
    const end = lineFeed < 0 ? bytes.length : lineFeed
    const entry = parseObject(bytes.toString('utf8', start, end))
    // What stands behind the last line feed may still be written.
    if (!entry) malformed += lineFeed >= 0 && end > start ? 1 : 0
    else if (entry['kind'] === WHOLE && isJsonObject(entry['v'])) chat = entry['v']
    else if (!KINDS.has(entry['kind'])) unknown++
    else if (!change(chat, entry)) malformed++
    start = end + 1
  }
  if (!chat) throw new Error('no entry of the journal holds the chat')
  return { chat, unknown, malformed }
}

/** Makes one change. Answers false where it leads nowhere. */
function change(chat: JsonObject | undefined, entry: JsonObject): boolean {
  const { kind, k: path } = entry
  if (kind === WHOLE || !Array.isArray(path) || path.length === 0 || path.length > LONGEST_PATH) return false
  const keys: readonly unknown[] = path
  const container = keys.slice(0, -1).reduce<unknown>(fieldOf, chat)
  if (!isContainer(container)) return false
  if (kind === PUSH) return push(container, keys.at(-1), entry)
  return setField(container, keys.at(-1), kind === SET ? entry['v'] : undefined)
}

function push(container: Container, key: unknown, entry: JsonObject): boolean {
  const { v: added = [], i: kept } = entry
  const present = fieldOf(container, key) ?? []
  if (!Array.isArray(added) || !Array.isArray(present)) return false
  const list: unknown[] = present
  if (kept !== undefined && !isIndex(kept, list.length)) return false
  if (kept !== undefined) list.length = kept
  for (const item of added) list.push(item)
  return setField(container, key, list)
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function fieldOf(container: unknown, key: unknown): unknown {
  if (Array.isArray(container)) return isIndex(key, container.length - 1) ? container[key] : undefined
  const isField = isJsonObject(container) && typeof key === 'string' && Object.hasOwn(container, key)
  return isField ? container[key] : undefined
}

/** Sets a field, or an item of a list, which may grow by one and gets no holes. */
function setField(container: Container, key: unknown, value: unknown): boolean {
  if (Array.isArray(container)) {
    if (!isIndex(key, container.length)) return false
    container[key] = value
    return true
  }
  // Setting this one would exchange what the object inherits from.
  if (typeof key !== 'string' || key === '__proto__') return false
  container[key] = value
  return true
}

function isIndex(value: unknown, last: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= last
}
