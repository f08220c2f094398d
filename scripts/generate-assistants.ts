import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Knowledge, ProviderManifest } from '../src/providers/provider.ts'
import { providers } from '../src/providers/registry.ts'

/*
 * Writes docs/assistants.md from the assistants' manifests. With `--check` it writes nothing, and fails where the page
 * does not say what the manifests say.
 */

const TOPICS = [
  'tokens',
  'context',
  'cost',
  'errors',
  'state',
  'files',
] as const satisfies readonly (keyof ProviderManifest['knows'])[]

const INTRODUCTION = `<!-- Written by \`npm run generate\` from src/providers/*/manifest.ts. -->

# What is known of each assistant

Each assistant writes down other things, and some of them nothing. What a cell says is where a number comes from:

- **exact**: the assistant tells it, and what we show is that.
- **partial**: it tells some of it, or not in every version; the cell says what, and what is missing.
- **none**: it does not tell. We show it as unknown, or as estimated where there is a published price or a tokenizer to
  estimate with, and say so.
`

const path = resolve(import.meta.dirname, '../docs/assistants.md')
const page = pageOf(providers.map(({ manifest }) => manifest).sort(byName))
const isUpToDate = existsSync(path) && readFileSync(path, 'utf8') === page

if (isUpToDate) {
  console.log('docs/assistants.md is up to date')
} else if (process.argv.includes('--check')) {
  console.error('docs/assistants.md does not say what the manifests say. Run: npm run generate')
  process.exitCode = 1
} else {
  writeFileSync(path, page)
  console.log('docs/assistants.md written')
}

function pageOf(manifests: readonly ProviderManifest[]): string {
  return `${INTRODUCTION}
| | ${TOPICS.join(' | ')} |
|---|${TOPICS.map(() => '---|').join('')}
${manifests.map(row).join('')}`
}

function row({ id, name, knows }: ProviderManifest): string {
  const folder = `../src/providers/${id}`
  const format = existsSync(resolve(import.meta.dirname, folder, 'README.md'))
  const label = format ? `[${name}](${folder}/README.md)` : name
  const cells = TOPICS.map((topic) => cell(knows[topic]))
  return `| ${label} | ${cells.join(' | ')} |\n`
}

/** A bar would end the cell, and an angle bracket begin a tag. */
function cell({ level, from }: Knowledge): string {
  const text = from.replaceAll('|', '\\|').replaceAll('<', '&lt;')
  return `**${level}**: ${text}`
}

/** Not `localeCompare`: the order is the same on every machine. */
function byName(a: ProviderManifest, b: ProviderManifest): number {
  return a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1
}
