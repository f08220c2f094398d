import type { ContextMakeUp } from '../../shared/contract/timeline.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { totalInput } from '../../shared/domain/tokens.ts'
import type { Outline, OutlinedMessage } from './outline.ts'

type Part = ContextMakeUp['parts'][number]['name']

/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number

/** Texts that are counted, in UTF-16 units. What is beyond is estimated by its length. */
const MOST_COUNTED = 4_000_000
/** Of English text and source code together, with the encodings of today. */
const UNITS_PER_TOKEN = 4
/** Messages whose texts are read at once. */
const AT_ONCE = 200

const PART_OF_KIND: Readonly<Partial<Record<OutlinedMessage['kind'], Part>>> = {
  prompt: 'prompts',
  answer: 'answers',
  thinking: 'thinking',
  'tool-call': 'tool-calls',
  compaction: 'summary',
  note: 'notes',
}
const PARTS: readonly Part[] = [
  'system',
  'summary',
  'prompts',
  'answers',
  'thinking',
  'tool-calls',
  'files',
  'tool-results',
  'notes',
]

/**
 * Tells what the context is made of since the last compaction. `used`: tokens in the context as they are reported, else
 * `null`. `textsOf` reads the texts of messages back.
 */
export function makeUpOf(
  outline: Outline,
  used: number | null,
  textsOf: (messages: readonly OutlinedMessage[]) => readonly string[],
  count: CountTokens,
): Omit<ContextMakeUp, 'id' | 'edition'> {
  const since = lastCompaction(outline)
  const messages = outline.messages.slice(since ?? 0).filter(({ subagent }) => !subagent)
  const counted = countParts(messages, textsOf, count)
  const sum = [...counted.values()].reduce((total, tokens) => total + tokens, 0)
  const cacheShare = cacheShareOf(outline)
  if (sum === 0 && used === null) {
    return {
      total: null,
      totalSource: 'unknown',
      parts: [],
      since,
      cacheShare,
      sentence: 'Nothing that was said is known.',
    }
  }
  const total = used ?? sum
  const scale = sum > total ? total / sum : 1
  const tokens = new Map([...counted].map(([part, value]) => [part, Math.floor(value * scale)]))
  const rest = total - [...tokens.values()].reduce((all, value) => all + value, 0)
  // What is rounded off goes to the largest part, so that the parts add up.
  const taker = used !== null && scale === 1 ? 'system' : largest(tokens)
  tokens.set(taker, (tokens.get(taker) ?? 0) + rest)
  return {
    total,
    totalSource: used === null ? 'estimated' : 'reported',
    parts: PARTS.flatMap((name) => {
      const value = tokens.get(name) ?? 0
      return value > 0 ? [{ name, tokens: value, share: total === 0 ? 0 : value / total }] : []
    }),
    since,
    cacheShare,
    sentence: sentenceOf(used, sum, scale),
  }
}

function lastCompaction({ messages }: Outline): number | null {
  const index = messages.findLastIndex(({ kind, subagent }) => kind === 'compaction' && !subagent)
  return index < 0 ? null : index
}

function countParts(
  messages: readonly OutlinedMessage[],
  textsOf: (messages: readonly OutlinedMessage[]) => readonly string[],
  count: CountTokens,
): ReadonlyMap<Part, number> {
  const sums = new Map<Part, number>()
  let units = 0
  for (let start = 0; start < messages.length; start += AT_ONCE) {
    const some = messages.slice(start, start + AT_ONCE)
    const texts = units < MOST_COUNTED ? textsOf(some) : []
    some.forEach((message, index) => {
      const part = partOf(message)
      if (part === undefined) return
      units += message.textLength
      const text = units <= MOST_COUNTED ? texts[index] : undefined
      const tokens = text === undefined ? Math.ceil(message.textLength / UNITS_PER_TOKEN) : count(text)
      sums.set(part, (sums.get(part) ?? 0) + tokens)
    })
  }
  return sums
}

function partOf({ kind, tool }: OutlinedMessage): Part | undefined {
  if (kind === 'tool-result') return tool?.access === 'read' ? 'files' : 'tool-results'
  return PART_OF_KIND[kind]
}

function largest(tokens: ReadonlyMap<Part, number>): Part {
  return [...tokens].reduce<readonly [Part, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    ['system', -1],
  )[0]
}

function cacheShareOf({ responses }: Outline): number | null {
  const last = responses.findLast(({ counts, subagent }) => !subagent && totalInput(counts) > 0)
  return last ? last.counts.cacheRead / totalInput(last.counts) : null
}

function sentenceOf(used: number | null, sum: number, scale: number): string {
  const counted = `The parts add up to about ${groupedCount(sum)} tokens as we count them`
  if (used === null)
    return `${counted}; how full the context is, is not reported, and instructions and tools are not in it.`
  if (scale < 1)
    return `${counted}, more than the ${groupedCount(used)} that are reported: the assistant drops some of it, so the parts are scaled down.`
  return `${counted}; the rest of the ${groupedCount(used)} that are reported is taken to be instructions and tools.`
}
