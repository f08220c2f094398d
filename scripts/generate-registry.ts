import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/*
 * Writes src/providers/registry.ts and presences.ts from the folders beside them: an assistant is a folder with a
 * `presence.ts` and a `provider.ts`. With `--check` it writes nothing, and fails where they do not match the folders.
 */

/** The formatter breaks longer lines. */
const MAX_WIDTH = 110

const folder = resolve(import.meta.dirname, '../src/providers')
const ids = providerFolders(folder)

for (const id of ids) {
  if (existsSync(join(folder, id, 'presence.ts'))) continue
  console.error(
    `src/providers/${id} has no presence.ts: what is asked of it without a transcript, see CONTRIBUTING.md`,
  )
  process.exitCode = 1
}
bringUpToDate(
  'registry.ts',
  `${listing('provider', 'Provider')}
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
`,
)
bringUpToDate('presences.ts', listing('presence', 'Presence'))

function bringUpToDate(file: string, source: string): void {
  const path = join(folder, file)
  const isUpToDate = existsSync(path) && readFileSync(path, 'utf8') === source
  if (isUpToDate) {
    console.log(`src/providers/${file} is up to date`)
  } else if (process.argv.includes('--check')) {
    console.error(`src/providers/${file} does not match the folders beside it. Run: npm run generate`)
    process.exitCode = 1
  } else {
    writeFileSync(path, source)
    console.log(`src/providers/${file} written`)
  }
}

/** In the order of code units, which is the same on every machine. */
function providerFolders(parent: string): readonly string[] {
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, 'provider.ts')))
    .sort()
}

/** A module that lists what each folder's file of that name exports. */
function listing(what: 'provider' | 'presence', type: 'Provider' | 'Presence'): string {
  const names = ids.map((id) => localName(id, type))
  const imports = ids.map((id, index) => `import { ${what} as ${names[index]} } from './${id}/${what}.ts'\n`)
  const declaration = `export const ${what}s: readonly ${type}[] = `
  const line = `${declaration}[${names.join(', ')}]`
  const list =
    line.length <= MAX_WIDTH ? line : `${declaration}[\n${names.map((name) => `  ${name},\n`).join('')}]`
  return `// Written by \`npm run generate\` from the folders beside this file.
import type { ${type} } from './provider.ts'
${imports.join('')}
${list}
`
}

/** Ends with a word of its own, because an assistant's name may be a word of the language (`continue`). */
function localName(id: string, ending: string): string {
  return `${id.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase())}${ending}`
}
