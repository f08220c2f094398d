import { z } from 'zod'
import { nearestWord } from './nearest-word.ts'

type Path = readonly PropertyKey[]

/** What the schema would not take: a value, or a key that it does not know. */
export interface Refusal {
  readonly kind: 'refused' | 'unknown'
  /** Keys and places in lists, from the outermost on; empty for the whole. */
  readonly path: Path
  readonly message: string
}

/**
 * Parses `value` and drops what the schema refuses, each with a refusal, until the rest fits. The schema must accept
 * `{}`: what is dropped gets its default.
 */
export function parseLeniently<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { readonly value: z.infer<Schema>; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = []
  let rest: unknown = structuredClone(value)
  for (;;) {
    const parsed = schema.safeParse(rest)
    if (parsed.success) return { value: parsed.data, refusals }
    const refused = parsed.error.issues.flatMap((issue) => refusedBy(issue, schema))
    // What is missing only since it was refused is told once.
    for (const refusal of refused)
      if (!refusals.some(({ path }) => isSamePath(path, refusal.path))) refusals.push(refusal)
    // Issues name a list's items from the first on; removed from the last on, the places of the others stay true.
    const paths = new Map(refused.map(({ path }) => [JSON.stringify(path.map(String)), path]))
    for (const path of [...paths.values()].toReversed()) rest = without(rest, path)
  }
}

function refusedBy(issue: z.core.$ZodIssue, schema: z.ZodType): Refusal[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ kind: 'refused', path: issue.path, message: `${issue.message}. Ignored.` }]
  }
  return issue.keys.map((key) => {
    const nearest = nearestWord(key, keysAt(schema, issue.path))
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
    return { kind: 'unknown' as const, path: [...issue.path, key], message: `Unknown key. Ignored.${hint}` }
  })
}

/**
 * Removes what stands at `path`. Where nothing stands there, something is missing that has no default, and what it is
 * missing from goes; each call removes something, or the parsing would never end.
 */
function without(value: unknown, path: Path): unknown {
  const last = path.at(-1)
  if (last === undefined) return {}
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (isContainer(at) ? at[String(key)] : undefined), value)
  if (!isContainer(parent) || !Object.hasOwn(parent, last)) return without(value, path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[String(last)]
  return value
}

function isSamePath(one: Path, other: Path): boolean {
  return JSON.stringify(one.map(String)) === JSON.stringify(other.map(String))
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Keys that the schema knows for the object at `path`. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let node: unknown = z.toJSONSchema(schema, { io: 'input' })
  for (const key of path) {
    if (!isContainer(node)) return []
    const properties = isContainer(node.properties) ? node.properties : {}
    node = properties[String(key)] ?? node.additionalProperties ?? node.items
  }
  return isContainer(node) && isContainer(node.properties) ? Object.keys(node.properties) : []
}
