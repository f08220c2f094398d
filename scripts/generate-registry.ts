import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/*
 * Writes src/providers/registry.ts from the folders beside it: an assistant is a folder with a `provider.ts`.
 * With `--check` it writes nothing, and fails where the registry does not match the folders.
 */

/** The formatter breaks longer lines. */
const MAX_WIDTH = 110

const folder = resolve(import.meta.dirname, '../src/providers')
const path = join(folder, 'registry.ts')
const source = registrySource(providerFolders(folder))
const isUpToDate = existsSync(path) && readFileSync(path, 'utf8') === source

if (isUpToDate) {
  console.log('src/providers/registry.ts is up to date')
} else if (process.argv.includes('--check')) {
  console.error('src/providers/registry.ts does not match the folders beside it. Run: npm run generate')
  process.exitCode = 1
} else {
  writeFileSync(path, source)
  console.log('src/providers/registry.ts written')
}

/** In the order of code units, which is the same on every machine. */
function providerFolders(parent: string): readonly string[] {
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, 'provider.ts')))
    .sort()
}

function registrySource(ids: readonly string[]): string {
  const imports = ids.map((id) => `import { provider as ${localName(id)} } from './${id}/provider.ts'\n`)
  return `// Written by \`npm run generate\` from the folders beside this file.
import type { Provider } from './provider.ts'
${imports.join('')}
${listing(ids.map(localName))}

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
`
}

function listing(names: readonly string[]): string {
  const declaration = 'export const providers: readonly Provider[] = '
  const line = `${declaration}[${names.join(', ')}]`
  return line.length <= MAX_WIDTH ? line : `${declaration}[\n${names.map((name) => `  ${name},\n`).join('')}]`
}

/** Ends with a word of its own, because an assistant's name may be a word of the language (`continue`). */
function localName(id: string): string {
  return `${id.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase())}Provider`
}
