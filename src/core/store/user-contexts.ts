import type { Sql } from './sql.ts'

/** An imported context without its content. */
export interface StoredContext {
  readonly id: string
  /** The session that it was exported from, perhaps on another machine. */
  readonly sessionId: string
  /** The session here that it belongs to; `null` where it stands for itself. */
  readonly attachedTo: string | null
  readonly title: string | null
  /** Epoch milliseconds. */
  readonly importedAt: number
}

/** As it lies in the store. */
export interface KeptContext extends StoredContext {
  /** Of its JSON. */
  readonly sizeBytes: number
}

const COLUMNS =
  'id, session_id AS sessionId, attached_to AS attachedTo, title, imported_at AS importedAt, octet_length(content) AS sizeBytes'

/** Contexts that people imported. */
export function contextsIn(sql: Sql) {
  const put = sql.run<
    [
      id: string,
      sessionId: string,
      attachedTo: string | null,
      title: string | null,
      at: number,
      content: string,
    ]
  >(
    `INSERT OR IGNORE INTO contexts (id, session_id, attached_to, title, imported_at, content)
     VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const attach = sql.run<[attachedTo: string, id: string]>('UPDATE contexts SET attached_to = ? WHERE id = ?')
  const remove = sql.run<[id: string]>('DELETE FROM contexts WHERE id = ?')
  const all = sql.all<[], KeptContext>(`SELECT ${COLUMNS} FROM contexts ORDER BY imported_at DESC, id`)
  const content = sql.one<[id: string], { content: string }>('SELECT content FROM contexts WHERE id = ?')
  return {
    /** Returns false where it is there already. */
    put: ({ id, sessionId, attachedTo, title, importedAt }: StoredContext, json: string): boolean =>
      put(id, sessionId, attachedTo, title, importedAt, json) > 0,
    attach: (id: string, sessionId: string): boolean => attach(sessionId, id) > 0,
    /** Returns false where there is none. */
    remove: (id: string): boolean => remove(id) > 0,
    /** The newest first. */
    all: (): readonly KeptContext[] => all(),
    /** Its JSON as it was put. */
    content: (id: string): string | undefined => content(id)?.content,
  }
}
