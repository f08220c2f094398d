import type { DocumentFile } from '../provider.ts'
import { type JsonObject, parseObject, textOf } from '../json-values.ts'

/*
 * Only `cursorDiskKV` is ever asked, by exact key or by a range of keys, which its index answers: the table can hold
 * tens of gigabytes. The other table holds access tokens.
 */

/** Larger records are skipped: parsing one would take more memory than all the rest. */
const LARGEST_RECORD_BYTES = 32 << 20

const OF_ITS_BUBBLES = `
  FROM cursorDiskKV AS bubble
  WHERE bubble.key >= 'bubbleId:' || substr(composer.key, 14) || ':'
    AND bubble.key < 'bubbleId:' || substr(composer.key, 14) || ';'`

/** A conversation in the database. */
export interface ListedComposer {
  readonly id: string
  /** Changes with each write of the composer or of one of its bubbles. */
  readonly stamp: string
}

/**
 * Conversations that hold a message. Writing a key again gives it a new row number, so row numbers say what changed;
 * the index alone holds those of bubbles, and none of their content is read. Throws where this is no such database.
 */
export function listComposers(file: DocumentFile): readonly ListedComposer[] {
  const tables = new Set(
    file.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map((row) => textOf(row['name'])),
  )
  if (!tables.has('cursorDiskKV')) {
    // An editor in which nobody has chatted yet.
    if (tables.has('ItemTable')) return []
    throw new Error('neither cursorDiskKV nor ItemTable is in it: no database of the editor')
  }
  const rows = file.rows(`
    SELECT substr(key, 14) AS id, rowid AS row, octet_length(value) AS bytes,
      (SELECT max(bubble.rowid) || ' ' || count(*) ${OF_ITS_BUBBLES}) AS bubbles
    FROM cursorDiskKV AS composer
    WHERE key >= 'composerData:' AND key < 'composerData;' AND value IS NOT NULL AND (
      EXISTS (SELECT 1 ${OF_ITS_BUBBLES})
      OR CASE WHEN json_valid(CAST(value AS TEXT))
         THEN json_array_length(CAST(value AS TEXT), '$.conversation') > 0 END
    )`)
  return rows.flatMap((row) => {
    const id = textOf(row['id'])
    return id === undefined ? [] : [{ id, stamp: [row['row'], row['bytes'], row['bubbles']].join(' ') }]
  })
}

/** A record; `gone` where there is none, or where the editor has emptied it, `malformed` where it cannot be used. */
export type StoredRecord = JsonObject | 'gone' | 'malformed'

export function composerRecord(file: DocumentFile, composerId: string): StoredRecord {
  return recordAt(file, `composerData:${composerId}`)
}

export function bubbleRecord(file: DocumentFile, composerId: string, bubbleId: string): StoredRecord {
  return recordAt(file, `bubbleId:${composerId}:${bubbleId}`)
}

function recordAt(file: DocumentFile, key: string): StoredRecord {
  const [row] = file.rows(
    `SELECT value IS NULL AS empty, CASE WHEN octet_length(value) <= ? THEN CAST(value AS TEXT) END AS text
     FROM cursorDiskKV WHERE key = ?`,
    LARGEST_RECORD_BYTES,
    key,
  )
  if (!row || row['empty'] === 1) return 'gone'
  return parseObject(textOf(row['text']) ?? '') ?? 'malformed'
}
