import { gzipSync } from 'node:zlib'
import type { ContextFileFormat } from '../../shared/domain/context-files.ts'
import type { ContextFile } from './context-file.ts'
import { csvOf } from './csv.ts'
import { markdownOf } from './markdown.ts'
import { yamlOf } from '../text/yaml-text.ts'

const ENDINGS: readonly (readonly [ending: string, format: ContextFileFormat])[] = [
  ['.json', 'json'],
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.csv', 'csv'],
]

/** What a file's name says of its format, with or without `.gz`; `undefined` where it says nothing. */
export function formatOfName(name: string): ContextFileFormat | undefined {
  const plain = name.toLowerCase().replace(/\.gz$/, '')
  return ENDINGS.find(([ending]) => plain.endsWith(ending))?.[1]
}

/** Ending of a file of this format. */
export function endingOf(format: ContextFileFormat): string {
  return format === 'markdown' ? '.md' : `.${format}`
}

/** A name that is one file's on every system. */
export function fileNameOf({ session }: ContextFile, format: ContextFileFormat, gzip: boolean): string {
  const name = session.id.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 120)
  return `${name}${endingOf(format)}${gzip ? '.gz' : ''}`
}

/** The text of one context, or of several in one file: a list in JSON and YAML, rows in CSV, one after the other in Markdown. */
export function contextText(files: readonly ContextFile[], format: ContextFileFormat): string {
  const [only] = files
  const value = files.length === 1 ? only : files
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`
  if (format === 'yaml') return yamlOf(value)
  if (format === 'csv') return csvOf(files)
  return files.map(markdownOf).join('\n')
}

/** Text as it is written to a file. Equal texts give equal bytes: no name and no time stand in the header. */
export function contextBytes(text: string, { gzip }: { readonly gzip: boolean }): Buffer {
  return gzip ? gzipSync(text, { level: 9 }) : Buffer.from(text)
}
