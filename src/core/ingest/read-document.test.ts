import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DocumentFile, DocumentReader } from '../../providers/provider.ts'
import { findProvider } from '../../providers/registry.ts'
import { openDocument } from './read-document.ts'

const WRITTEN = new Date('2026-11-21T09:30:00.000Z')
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'document-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** What a reader is told of a document, with a time of birth of one's choice. */
function told(birthtimeMs: number): DocumentFile {
  const path = join(root, 'session.json')
  writeFileSync(path, '{"a":1}')
  utimesSync(path, WRITTEN, WRITTEN)
  const { dev, ino, size, mtimeMs } = statSync(path)
  const file = { path, relativePath: 'session.json', dev, ino, sizeBytes: size, mtimeMs, birthtimeMs }
  const seen: DocumentFile[] = []
  const reader: DocumentReader = {
    sessions(document) {
      seen.push(document)
      return []
    },
    read: () => ({}),
  }
  const ref = { sessionId: undefined, subagentOf: undefined, form: 'document' } as const
  const provider = findProvider('codex')
  if (!provider) throw new Error('no provider to begin with')
  openDocument({ provider, root, ref, file }, reader).close()
  const [document] = seen
  if (!document) throw new Error('nothing was told')
  return document
}

it('tells a reader the content of a document and when it was written', () => {
  const document = told(WRITTEN.getTime() - 60_000)
  expect(document.path).toBe('session.json')
  expect(document.bytes().toString()).toBe('{"a":1}')
  expect(document.writtenAt).toBe(WRITTEN.getTime())
  expect(document.madeAt).toBe(WRITTEN.getTime() - 60_000)
})

it('takes a database for written when its log was', () => {
  const log = join(root, 'session.json-wal')
  const later = new Date(WRITTEN.getTime() + 5_000)
  writeFileSync(log, '')
  utimesSync(log, later, later)
  expect(told(0).writtenAt).toBe(WRITTEN.getTime())
  writeFileSync(log, 'x')
  utimesSync(log, later, later)
  expect(told(0).writtenAt).toBe(later.getTime())
})

it('hands a reader the small files in the same folder', () => {
  writeFileSync(join(root, 'meta.json'), '{}')
  mkdirSync(join(root, 'folder'))
  const document = told(0)
  expect(document.folder).toBe(root)
  expect(document.textNear('meta.json')).toBe('{}')
  expect(document.textNear('none.json')).toBeUndefined()
  expect(document.namesNear('.')).toEqual(['meta.json', 'session.json'])
  expect(document.namesNear('none')).toBeUndefined()
  expect(() => document.textNear('folder')).toThrow('not a regular file')
})

it.each([
  ['no time of birth is known', 0],
  ['it was copied, and is younger than its content', WRITTEN.getTime() + 60_000],
])('takes a document for made when it was written where %s', (_case, birthtimeMs) => {
  expect(told(birthtimeMs).madeAt).toBe(WRITTEN.getTime())
})
