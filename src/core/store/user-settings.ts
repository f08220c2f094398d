import type { Sql } from './sql.ts'

/** What JSON can hold, and `undefined` cannot stand for. */
export type Storable = object | string | number | boolean | null

/** Settings by key, as JSON. Whoever reads one checks its shape: an older version may have written it. */
export function settingsIn(sql: Sql) {
  const set = sql.run<[key: string, json: string]>(
    'INSERT INTO settings (key, json) VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
  )
  const remove = sql.run<[key: string]>('DELETE FROM settings WHERE key = ?')
  const get = sql.one<[key: string], { json: string }>('SELECT json FROM settings WHERE key = ?')
  const all = sql.all<[], { key: string; json: string }>('SELECT key, json FROM settings ORDER BY key')
  return {
    set(key: string, value: Storable): void {
      set(key, JSON.stringify(value))
    },
    /** Returns false where it was not set. */
    remove: (key: string): boolean => remove(key) > 0,
    /** `undefined` where it was never set. */
    get(key: string): unknown {
      const row = get(key)
      return row && JSON.parse(row.json)
    },
    all: (): ReadonlyMap<string, unknown> => new Map(all().map((row) => [row.key, JSON.parse(row.json)])),
  }
}
