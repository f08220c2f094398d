import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { TroubleKind } from './store-trouble.ts'

export interface OpenedDatabase {
  readonly kind: 'opened'
  readonly database: Database
  /** What happened on the way, in sentences for people: migrated, set aside, restored. */
  readonly events: readonly string[]
  /**
   * Whether the file that we write is still the one at the path. Writes to a file that was deleted or replaced
   * succeed and are lost, so an owner asks now and then, and opens anew.
   */
  readonly place: () => 'here' | 'gone' | 'replaced'
  /** Makes the next start read the whole file: for when a query says that the database is damaged. */
  readonly distrust: () => void
  /** Closes it and leaves a mark that it was closed properly. Returns what went wrong, in sentences; always closes. */
  readonly close: () => readonly string[]
}

export type RefusalReason =
  /** `damaged` only to a reader: the owner repairs it. */
  | TroubleKind
  /** A folder, a pipe, a device lies at the path. */
  | 'not-a-file'
  /** This SQLite can corrupt what it writes. */
  | 'unsafe-sqlite'

/** The file was not opened, and holds what it held. */
export type RefusedDatabase = {
  readonly kind: 'refused'
  /** One sentence or two: what is so, and what to do. */
  readonly sentence: string
  /** What happened before: a damaged file may already be set aside when its successor is refused. */
  readonly events: readonly string[]
} & (
  | { readonly reason: RefusalReason }
  | {
      /** `older-schema` only to a reader: the owner migrates it. */
      readonly reason: 'newer-schema' | 'older-schema'
      readonly found: number
      readonly supported: number
    }
)

export type OpenResult =
  | OpenedDatabase
  /** Only beside an owner: none has made it yet. */
  | { readonly kind: 'missing'; readonly path: string }
  | RefusedDatabase

export function refuse(
  path: string,
  reason: RefusalReason,
  detail: string,
  events: readonly string[] = [],
): RefusedDatabase {
  return {
    kind: 'refused',
    reason,
    sentence: `${path} cannot be opened: ${detail}. ${ADVICE[reason]}`,
    events,
  }
}

export function refuseSchema(
  path: string,
  found: number,
  supported: number,
  events: readonly string[] = [],
): RefusedDatabase {
  const numbers = `schema ${found}, this one knows ${supported}`
  const name = basename(path)
  return found > supported
    ? {
        kind: 'refused',
        reason: 'newer-schema',
        found,
        supported,
        sentence: `${name} was written by a newer version of this program (${numbers}). It is left as it is: update this program.`,
        events,
      }
    : {
        kind: 'refused',
        reason: 'older-schema',
        found,
        supported,
        sentence: `${name} is in use by an older version of this program (${numbers}). Stop that one, and start this one.`,
        events,
      }
}

const ADVICE: Readonly<Record<RefusalReason, string>> = {
  'disk-full': 'Free some space on its disk.',
  locked: 'Another program has it locked: close that program.',
  'no-permission': 'Check that you may read and write the file and its folder.',
  'io-error': 'Check the disk.',
  damaged: 'The program that owns it sets it aside when it next starts.',
  'not-a-file': 'Move what lies there out of the way.',
  'unsafe-sqlite': 'Install this program anew.',
}
