import type { Sql } from './sql.ts'

/** Something that a session learned, kept for others. */
export interface Memory {
  readonly id: number
  /** The session that it comes from; `null` where a person wrote it. */
  readonly sessionId: string | null
  readonly project: string | null
  readonly text: string
  readonly createdAt: number
}

const COLUMNS = 'id, session_id AS sessionId, project, text, created_at AS createdAt'

export function memoriesIn(sql: Sql) {
  const add = sql.one<
    [sessionId: string | null, project: string | null, text: string, createdAt: number],
    Memory
  >(`INSERT INTO memories (session_id, project, text, created_at) VALUES (?, ?, ?, ?) RETURNING ${COLUMNS}`)
  const remove = sql.run<[id: number]>('DELETE FROM memories WHERE id = ?')
  const find = sql.one<[id: number], Memory>(`SELECT ${COLUMNS} FROM memories WHERE id = ?`)
  const all = sql.all<[], Memory>(`SELECT ${COLUMNS} FROM memories ORDER BY id DESC`)
  const ofSession = sql.all<[sessionId: string], Memory>(
    `SELECT ${COLUMNS} FROM memories WHERE session_id = ? ORDER BY id DESC`,
  )
  const ofProject = sql.all<[project: string], Memory>(
    `SELECT ${COLUMNS} FROM memories WHERE project = ? ORDER BY id DESC`,
  )
  return {
    add(memory: Omit<Memory, 'id'>): Memory {
      const added = add(memory.sessionId, memory.project, memory.text, memory.createdAt)
      if (!added) throw new Error('the database gave no row for a memory that it stored')
      return added
    },
    /** Returns false where there is none with this id. */
    remove: (id: number): boolean => remove(id) > 0,
    find: (id: number): Memory | undefined => find(id),
    /** Newest first, as all lists of memories. */
    all: (): readonly Memory[] => all(),
    ofSession: (sessionId: string): readonly Memory[] => ofSession(sessionId),
    ofProject: (project: string): readonly Memory[] => ofProject(project),
  }
}
