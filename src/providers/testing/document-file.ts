import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { DocumentFile } from '../provider.ts'

/** A document on disk, as the core would hand it to a provider, with times of its own; `path` is its path below the root. */
export function documentFile(file: string, path: string = basename(file)): DocumentFile {
  return {
    path,
    folder: dirname(file),
    textNear: (near) => {
      const beside = join(dirname(file), near)
      return existsSync(beside) ? readFileSync(beside, 'utf8') : undefined
    },
    namesNear: (near) => {
      const beside = join(dirname(file), near)
      if (!existsSync(beside)) return undefined
      const plain = readdirSync(beside, { withFileTypes: true }).filter((entry) => entry.isFile())
      return plain.map(({ name }) => name).sort()
    },
    madeAt: Date.parse('2026-11-21T09:00:00.000Z'),
    writtenAt: Date.parse('2026-11-21T09:30:00.000Z'),
    bytes: () => readFileSync(file),
    rows(sql, ...parameters) {
      const database = new Database(file, { readonly: true, fileMustExist: true })
      try {
        return database.prepare<(string | number)[], Record<string, unknown>>(sql).all(...parameters)
      } finally {
        database.close()
      }
    },
  }
}
