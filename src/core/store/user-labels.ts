import type { Sql } from './sql.ts'

export interface TagCount {
  readonly tag: string
  readonly sessions: number
}

export interface Note {
  readonly text: string
  readonly updatedAt: number
}

/** Tags that people gave to sessions. Spelled as given: two spellings are two tags. */
export function tagsIn(sql: Sql) {
  const add = sql.run<[sessionId: string, tag: string]>(
    'INSERT OR IGNORE INTO tags (session_id, tag) VALUES (?, ?)',
  )
  const remove = sql.run<[sessionId: string, tag: string]>(
    'DELETE FROM tags WHERE session_id = ? AND tag = ?',
  )
  const of = sql.all<[sessionId: string], { tag: string }>(
    'SELECT tag FROM tags WHERE session_id = ? ORDER BY tag',
  )
  const all = sql.all<[], { sessionId: string; tag: string }>(
    'SELECT session_id AS sessionId, tag FROM tags ORDER BY session_id, tag',
  )
  const counts = sql.all<[], TagCount>('SELECT tag, count(*) AS sessions FROM tags GROUP BY tag ORDER BY tag')
  return {
    /** Returns false where the session has the tag already. */
    add: (sessionId: string, tag: string): boolean => add(sessionId, tag) > 0,
    /** Returns false where the session does not have the tag. */
    remove: (sessionId: string, tag: string): boolean => remove(sessionId, tag) > 0,
    of: (sessionId: string): readonly string[] => of(sessionId).map((row) => row.tag),
    /** Every session that has tags. */
    bySession(): ReadonlyMap<string, readonly string[]> {
      const tags = new Map<string, string[]>()
      for (const row of all()) {
        const known = tags.get(row.sessionId)
        if (known) known.push(row.tag)
        else tags.set(row.sessionId, [row.tag])
      }
      return tags
    },
    /** Every tag in use, and how many sessions have it. */
    counts: (): readonly TagCount[] => counts(),
  }
}

/** One note on each session. */
export function notesIn(sql: Sql) {
  const set = sql.run<[sessionId: string, text: string, updatedAt: number]>(
    `INSERT INTO notes (session_id, text, updated_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`,
  )
  const remove = sql.run<[sessionId: string]>('DELETE FROM notes WHERE session_id = ?')
  const of = sql.one<[sessionId: string], Note>(
    'SELECT text, updated_at AS updatedAt FROM notes WHERE session_id = ?',
  )
  const times = sql.all<[], { sessionId: string; updatedAt: number }>(
    'SELECT session_id AS sessionId, updated_at AS updatedAt FROM notes',
  )
  return {
    set(sessionId: string, note: Note): void {
      set(sessionId, note.text, note.updatedAt)
    },
    /** Returns false where there is none. */
    remove: (sessionId: string): boolean => remove(sessionId) > 0,
    of: (sessionId: string): Note | undefined => of(sessionId),
    /** When the note of each session that has one was last changed; epoch milliseconds. */
    timesBySession: (): ReadonlyMap<string, number> =>
      new Map(times().map((row) => [row.sessionId, row.updatedAt])),
  }
}

/** Labels that a session takes over from the one it goes on from: a resumed copy, a fork. */
export function inheritedLabelsIn(sql: Sql) {
  const mark = sql.run<[sessionId: string]>('INSERT OR IGNORE INTO inherited_labels (session_id) VALUES (?)')
  const tags = sql.run<[heir: string, from: string]>(
    'INSERT OR IGNORE INTO tags (session_id, tag) SELECT ?, tag FROM tags WHERE session_id = ?',
  )
  const project = sql.run<[heir: string, from: string]>(
    'INSERT OR IGNORE INTO projects (session_id, name) SELECT ?, name FROM projects WHERE session_id = ?',
  )
  const any = sql.one<[], { found: number }>(
    'SELECT EXISTS (SELECT 1 FROM tags) OR EXISTS (SELECT 1 FROM projects) AS found',
  )
  return {
    /** False where no session has a label that could be taken over. */
    areThereAny: (): boolean => any()?.found === 1,
    /** Copies tags and project name, once for each heir. Returns whether any was new to it. */
    take(heir: string, from: string): boolean {
      if (mark(heir) === 0) return false
      return tags(heir, from) + project(heir, from) > 0
    },
  }
}

/** Project names that people gave to sessions; they win over the name of the folder. */
export function projectsIn(sql: Sql) {
  const set = sql.run<[sessionId: string, name: string]>(
    'INSERT INTO projects (session_id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
  )
  const remove = sql.run<[sessionId: string]>('DELETE FROM projects WHERE session_id = ?')
  const of = sql.one<[sessionId: string], { name: string }>('SELECT name FROM projects WHERE session_id = ?')
  const all = sql.all<[], { sessionId: string; name: string }>(
    'SELECT session_id AS sessionId, name FROM projects',
  )
  return {
    set(sessionId: string, name: string): void {
      set(sessionId, name)
    },
    /** Returns false where the session has no name of its own for its project. */
    remove: (sessionId: string): boolean => remove(sessionId) > 0,
    of: (sessionId: string): string | undefined => of(sessionId)?.name,
    /** Every session that a project name was given to. */
    bySession: (): ReadonlyMap<string, string> => new Map(all().map((row) => [row.sessionId, row.name])),
  }
}
