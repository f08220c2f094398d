import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = new URL('../src/providers/', import.meta.url)
const REGISTRY = new URL('registry.ts', FOLDER)

/** Folders of `src/providers` that hold an assistant, by name. */
function providerIds(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/provider.ts`, FOLDER)))
    .map((entry) => entry.name)
    .sort()
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Text of the registry, as the formatter leaves it. */
function registrySource(ids: readonly string[]): string {
  const names = ids.map(camelCase)
  const oneLine = `export const providers: readonly Provider[] = [${names.join(', ')}]`
  const list =
    oneLine.length <= 110
      ? oneLine
      : `export const providers: readonly Provider[] = [\n${names.map((name) => `  ${name},\n`).join('')}]`
  return `// Written by scripts/generate-registry.ts from the folder listing: run "npm run generate" after adding an assistant.
${ids.map((id) => `import { provider as ${camelCase(id)} } from './${id}/provider.ts'`).join('\n')}
import type { Provider } from './provider.ts'

/** Every assistant, in the order of their ids. */
${list}

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
`
}

const source = registrySource(providerIds())
const isUpToDate = existsSync(REGISTRY) && readFileSync(REGISTRY, 'utf8') === source
if (!process.argv.includes('--check')) {
  if (!isUpToDate) writeFileSync(REGISTRY, source)
} else if (!isUpToDate) {
  console.error(`${fileURLToPath(REGISTRY)} does not fit its folder: run "npm run generate"`)
  process.exitCode = 1
}
