import { gunzipSync } from 'node:zlib'
import type { z } from 'zod'
import { LARGEST_CONTEXT_FILE_BYTES } from '../../shared/domain/context-files.ts'
import { parseYaml, type TextPlace } from '../text/yaml-text.ts'
import { CONTEXT_FORMAT, CONTEXT_VERSION, type ContextFile, contextFileSchema } from './context-file.ts'
import { nestsDeeperThan } from './nesting.ts'

/** Why a file cannot be imported. */
export interface ContextProblem {
  /** Where in the content: `session.id`; empty for the file as a whole. */
  readonly path: string
  readonly place: TextPlace | undefined
  readonly message: string
}

export type ReadContexts =
  | {
      readonly kind: 'read'
      readonly contexts: readonly ContextFile[]
      /** True for Markdown, whose conversation is there for people and stays behind. */
      readonly withoutConversation: boolean
    }
  | { readonly kind: 'refused'; readonly problems: readonly ContextProblem[] }

export const LARGEST_TEXT_BYTES = 256 << 20
/** Transcripts shrink to a tenth or a thirtieth; what shrinks more was made to burst. */
const LARGEST_RATIO = 200
const ALWAYS_ALLOWED_BYTES = 1 << 20
/** Reading YAML takes far longer than JSON. */
const LONGEST_YAML = 32 << 20
const DEEPEST = 32
const MOST_CONTEXTS = 1000
const MOST_PROBLEMS = 20
/** The places of mistakes are looked for in texts of this size; beyond it, their paths have to do. */
const LONGEST_LOCATED = 4 << 20

/** Reads exported contexts: JSON, YAML or the front matter of Markdown, gzipped or not. Never throws for what it reads. */
export function readContexts(bytes: Buffer): ReadContexts {
  const text = textOf(bytes)
  if (text.kind === 'refused') return text
  const parsed = valueOf(text.text)
  if (parsed.kind === 'refused') return parsed
  const values = Array.isArray(parsed.value) ? parsed.value : [parsed.value]
  if (values.length === 0) return refused('There is no context in this file.')
  if (values.length > MOST_CONTEXTS)
    return refused(`It holds ${values.length} contexts; ${MOST_CONTEXTS} fit.`)
  const isList = Array.isArray(parsed.value)
  const results = values.map((value, index) => checked(value, isList ? [index] : []))
  const problems = results.flatMap((result) => (result.kind === 'refused' ? result.problems : []))
  if (problems.length > 0)
    return {
      kind: 'refused',
      problems: problems.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
        path: path.map(String).join('.'),
        place: parsed.placeOf(path),
        message,
      })),
    }
  return {
    kind: 'read',
    contexts: results.flatMap((result) => (result.kind === 'fits' ? [result.context] : [])),
    withoutConversation: parsed.isMarkdown,
  }
}

type Refused = Extract<ReadContexts, { kind: 'refused' }>

function refused(message: string, place?: TextPlace): Refused {
  return { kind: 'refused', problems: [{ path: '', place, message }] }
}

function textOf(bytes: Buffer): { kind: 'text'; text: string } | Refused {
  if (bytes.length > LARGEST_CONTEXT_FILE_BYTES)
    return refused(`It has ${bytes.length} bytes; at most ${LARGEST_CONTEXT_FILE_BYTES} are read.`)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const plain = isGzip ? inflated(bytes) : bytes
  if (!Buffer.isBuffer(plain)) return plain
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(plain) }
  } catch {
    return refused('It is not text in UTF-8.')
  }
}

function inflated(bytes: Buffer): Buffer | Refused {
  const allowed = Math.min(LARGEST_TEXT_BYTES, Math.max(ALWAYS_ALLOWED_BYTES, bytes.length * LARGEST_RATIO))
  try {
    return gunzipSync(bytes, { maxOutputLength: allowed })
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    return cause.code === 'ERR_BUFFER_TOO_LARGE'
      ? refused(`Unpacked it would have more than ${allowed} bytes, which no exported context has.`)
      : refused(`It cannot be unpacked: ${cause.message}.`)
  }
}

interface Parsed {
  readonly kind: 'parsed'
  readonly value: unknown
  readonly isMarkdown: boolean
  readonly placeOf: (path: readonly PropertyKey[]) => TextPlace | undefined
}

function valueOf(text: string): Parsed | Refused {
  const trimmed = text.replace(/^\uFEFF/, '')
  if (/^\s*[{[]/.test(trimmed)) return fromJson(trimmed)
  const front = /^---\r?\n([\s\S]*?\n)---\r?\n/.exec(trimmed)
  if (front) return fromYaml(front[1] ?? '', { isMarkdown: true, linesBefore: 1 })
  if (/^\s*#{1,3} /.test(trimmed))
    return refused('This Markdown has no front matter, which is what could be imported.')
  return fromYaml(trimmed, { isMarkdown: false, linesBefore: 0 })
}

function fromJson(text: string): Parsed | Refused {
  if (nestsDeeperThan(text, DEEPEST)) return refused(`It nests deeper than ${DEEPEST} levels.`)
  try {
    const value: unknown = JSON.parse(text)
    return { kind: 'parsed', value, isMarkdown: false, placeOf: (path) => placeIn(text, path) }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const located = text.length <= LONGEST_LOCATED ? parseYaml(text) : undefined
    const place = located?.kind === 'malformed' ? located.place : undefined
    return refused(`It is not valid JSON: ${cause.message}`, place)
  }
}

function fromYaml(
  text: string,
  { isMarkdown, linesBefore }: { readonly isMarkdown: boolean; readonly linesBefore: number },
): Parsed | Refused {
  if (text.length > LONGEST_YAML)
    return refused(`It has ${text.length} characters; of YAML, ${LONGEST_YAML} are read. Export it as JSON.`)
  if (nestsDeeperThan(text, DEEPEST)) return refused(`It nests deeper than ${DEEPEST} levels.`)
  const below = (place: TextPlace | undefined) => place && { ...place, line: place.line + linesBefore }
  const parsed = parseYaml(text)
  if (parsed.kind === 'malformed')
    return refused(`It is neither JSON nor YAML: ${parsed.reason}.`, below(parsed.place))
  return { kind: 'parsed', value: parsed.value, isMarkdown, placeOf: (path) => below(parsed.placeOf(path)) }
}

/** JSON is a part of YAML, whose parser knows where everything stands. */
function placeIn(text: string, path: readonly PropertyKey[]): TextPlace | undefined {
  if (text.length > LONGEST_LOCATED) return undefined
  const parsed = parseYaml(text)
  return parsed.kind === 'parsed' ? parsed.placeOf(path) : undefined
}

type Checked =
  | { readonly kind: 'fits'; readonly context: ContextFile }
  | {
      readonly kind: 'refused'
      readonly problems: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
    }

function checked(value: unknown, at: readonly PropertyKey[]): Checked {
  const other = otherVersion(value)
  if (other !== undefined) return { kind: 'refused', problems: [{ path: at, message: other }] }
  const parsed = contextFileSchema.safeParse(value)
  if (parsed.success) return { kind: 'fits', context: parsed.data }
  return {
    kind: 'refused',
    problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, at)),
  }
}

function problemsOf(issue: z.core.$ZodIssue, at: readonly PropertyKey[]) {
  const path = [...at, ...issue.path]
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...path, key], message: 'Unknown key.' }))
    : [{ path, message: `${issue.message}.` }]
}

/** Why a value is no context that this version reads, before its details are looked at. */
function otherVersion(value: unknown): string | undefined {
  const isContext =
    typeof value === 'object' && value !== null && 'format' in value && value.format === CONTEXT_FORMAT
  if (!isContext) return 'This is no exported context: its "format" is not "llm-session-context".'
  const version = 'version' in value ? value.version : undefined
  if (typeof version === 'number' && version > CONTEXT_VERSION)
    return `It was written by a newer version of this program (format ${version}; this one reads up to ${CONTEXT_VERSION}). Update this program.`
  return undefined
}
