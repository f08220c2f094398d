import { escapedPattern } from './escaped-pattern.ts'
import { looksLikeSecret } from './looks-like-secret.ts'
import { CONTEXT_RULES, type SecretRule, TOKEN_RULES } from './secret-rules.ts'

export interface Redaction {
  readonly text: string
  /** How many of each kind were taken out, by its name. */
  readonly counts: ReadonlyMap<string, number>
}

const ANY_NEEDLE = new RegExp(
  [...new Set([...TOKEN_RULES, ...CONTEXT_RULES].flatMap(({ needles }) => needles))]
    .map(escapedPattern)
    .join('|'),
  'i',
)

interface Found {
  readonly start: number
  readonly end: number
  readonly name: string
}

const PRINTABLE = /^[\t\n\r -~]+$/
/** Text in base64 that may hide a secret; shorter ones hold none. */
const ENCODED = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,20000}={0,2}/g

/**
 * Takes secrets out of a text: tokens by their spelling, passwords by what they are assigned to, and both where the
 * text is JSON in JSON, part of an address, or base64. A secret leaves `[redacted name]`.
 */
export function redactSecrets(text: string): Redaction {
  return replaced(text, [...findAll(text), ...findEncoded(text)])
}

function findAll(text: string): Found[] {
  // Most lines hold nothing that any rule looks for.
  if (!ANY_NEEDLE.test(text)) return []
  const lower = text.toLowerCase()
  return [
    ...TOKEN_RULES.flatMap((rule) => matches(text, lower, rule, () => true)),
    ...CONTEXT_RULES.flatMap((rule) => matches(text, lower, rule, looksLikeSecret)),
  ]
}

function matches(
  text: string,
  lower: string,
  { name, needles, pattern }: SecretRule,
  isSecret: (value: string) => boolean,
): Found[] {
  if (!needles.some((needle) => lower.includes(needle))) return []
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { groups = {}, indices } = match
    const group = ['secret', 'quoted', 'bare'].find((key) => groups[key] !== undefined)
    const value = group === undefined ? match[0] : (groups[group] ?? '')
    const [start, end] = (group === undefined ? indices?.[0] : indices?.groups?.[group]) ?? [0, 0]
    return isSecret(value) ? [{ start, end, name }] : []
  })
}

/** One layer of base64 is looked into: a header, a cluster's secret, a key in a settings file. */
function findEncoded(text: string): Found[] {
  return [...text.matchAll(ENCODED)].flatMap((match) => {
    // Most are hashes and pictures, whose beginning is anything but text.
    if (!isText(match[0].slice(0, 24))) return []
    const decoded = Buffer.from(match[0], 'base64').toString('latin1')
    if (!PRINTABLE.test(decoded)) return []
    const [inner] = findAll(decoded)
    return inner || isUserAndPassword(decoded)
      ? [{ start: match.index, end: match.index + match[0].length, name: inner?.name ?? 'authorization' }]
      : []
  })
}

function isText(base64: string): boolean {
  return PRINTABLE.test(Buffer.from(base64, 'base64').toString('latin1'))
}

/** What `Authorization: Basic` carries. */
function isUserAndPassword(decoded: string): boolean {
  const [, password] = /^[\w.@-]{1,80}:(\S{6,200})$/.exec(decoded) ?? []
  return password !== undefined && looksLikeSecret(password)
}

function replaced(text: string, found: readonly Found[]): Redaction {
  const counts = new Map<string, number>()
  let result = ''
  let done = 0
  // Of two that overlap, the one that begins first, and of those the longer one.
  for (const { start, end, name } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < done) continue
    result += `${text.slice(done, start)}[redacted ${name}]`
    counts.set(name, (counts.get(name) ?? 0) + 1)
    done = end
  }
  return { text: result + text.slice(done), counts }
}
