import { posix } from 'node:path'
import {
  BUNDLED_INTO_TERMINAL,
  ARTWORK_FOLDER,
  FORBIDDEN_BUILTINS,
  GIVEN_AT_RUN_TIME,
  isTestCode,
  isTestHelper,
  LAYERS,
  layerOf,
  PROVIDER_REGISTRIES,
  providerOf,
  SHARED_LINEAGES,
  SQL_FOLDER,
  TEST_PACKAGES,
} from './layers.ts'
import { type Project, type Rule, sourceRule } from './rule.ts'
import type { ImportFact, SourceFacts, TextFact } from './source-facts.ts'

/** Who may import what. */
export const importRules: readonly Rule[] = [
  sourceRule(
    'layer-imports',
    'a layer imports only the layers below it',
    'Move the code to where both may reach it, or go through the contract; the table is in docs/architecture.md',
    (source) =>
      relativeImports(source)
        .filter(
          ([one, target]) =>
            isTypeScript(target) || !(one.kind === 'file' || target.startsWith(ARTWORK_FOLDER)),
        )
        .flatMap(([one, target]) => layerBreach(source, one, target)),
  ),
  sourceRule(
    'layer-packages',
    'a layer uses only the npm packages of its row',
    'Use it in a layer whose row has it; a new package needs a line in docs/decisions and in scripts/architecture/layers.ts',
    (source) => packageImports(source).flatMap((one) => packageBreach(source, one)),
  ),
  sourceRule(
    'layer-builtins',
    "a layer uses only the modules of Node of its row, by their 'node:' name",
    "Ask for it through a port, or do it in core or a host; spell modules of Node with 'node:'",
    (source) => source.imports.flatMap((one) => builtinBreach(source, one)),
  ),
  sourceRule(
    'provider-isolation',
    'an assistant never imports another one, and only the registry knows them all',
    'Put what both need in src/providers beside provider.ts, or ask the registry for a Provider',
    (source) => relativeImports(source).flatMap(([one, target]) => providerBreach(source, one, target)),
  ),
  sourceRule(
    'testing-helpers',
    'testing folders are imported by tests only',
    'Move what the product needs out of the testing folder',
    (source) =>
      isTestCode(source.path)
        ? []
        : relativeImports(source)
            .filter(([, target]) => isTestHelper(target))
            .map(([one, target]) => fact(one, target)),
  ),
  sourceRule(
    'visible-imports',
    'every import can be read from the text',
    'Write the path as a plain string in import(…); use import instead of require',
    (source) =>
      isTestCode(source.path)
        ? []
        : source.hiddenImports.map(({ text, line }) => ({
            text: `uses ${text}, which hides what it loads`,
            line,
          })),
  ),
  sourceRule(
    'declared-packages',
    'every package that runs is a runtime dependency',
    'Add it with an exact version to the dependencies of package.json',
    (source, project) => packageImports(source).flatMap((one) => undeclaredBreach(source, one, project)),
  ),
]

function relativeImports(source: SourceFacts): (readonly [ImportFact, string])[] {
  return source.imports
    .filter((one) => isRelative(one.specifier))
    .map((one) => [one, posix.join(posix.dirname(source.path), one.specifier.replace(/\?.*$/, ''))])
}

function packageImports(source: SourceFacts): ImportFact[] {
  return source.imports.filter(
    (one) => one.kind !== 'file' && !isRelative(one.specifier) && !isBuiltin(one.specifier),
  )
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.')
}

const BARE_BUILTIN =
  /^(assert|buffer|child_process|crypto|dns|events|fs|http|https|module|net|os|path|process|readline|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(\/|$)/

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BARE_BUILTIN.test(specifier)
}

function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path)
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function fact(one: ImportFact, target: string): TextFact {
  const verb = {
    import: 'imports',
    type: 'imports a type of',
    export: 'exports from',
    dynamic: 'loads',
    file: 'refers to',
  }
  return { text: `${verb[one.kind]} ${target}`, line: one.line }
}

function layerBreach(source: SourceFacts, one: ImportFact, target: string): TextFact[] {
  const from = layerOf(source.path)
  if (from === undefined) return []
  const to = layerOf(target)
  if (to === from) return []
  const right = to && LAYERS[from].layers[to]
  if (LAYERS[from].files?.includes(target)) return []
  if (right === 'all' || (right === 'types' && one.kind === 'type')) return []
  const allowed = Object.entries(LAYERS[from].layers).map(([layer, how]) =>
    how === 'types' ? `types of ${layer}` : layer,
  )
  const may = allowed.length === 0 ? 'no other layer' : `only ${allowed.join(', ')}`
  return [{ ...fact(one, target), text: `${fact(one, target).text}: ${from} may import ${may}` }]
}

function packageBreach(source: SourceFacts, one: ImportFact): TextFact[] {
  const layer = layerOf(source.path)
  const name = packageName(one.specifier)
  if (layer === undefined || (isTestCode(source.path) && TEST_PACKAGES.includes(name))) return []
  const outsideStore = name === 'better-sqlite3' && layer === 'core' && !source.path.startsWith(SQL_FOLDER)
  if (LAYERS[layer].packages.includes(name) && !outsideStore) return []
  const may = outsideStore
    ? 'it belongs to core/store alone'
    : `${layer} may use ${LAYERS[layer].packages.join(', ')}`
  return [{ ...fact(one, name), text: `${fact(one, `package ${name}`).text}: ${may}` }]
}

function builtinBreach(source: SourceFacts, one: ImportFact): TextFact[] {
  if (!isBuiltin(one.specifier)) return []
  const found = fact(one, one.specifier)
  if (!one.specifier.startsWith('node:')) return [{ ...found, text: `${found.text} without 'node:'` }]
  if (FORBIDDEN_BUILTINS.includes(one.specifier))
    return [{ ...found, text: `${found.text}, which runs text as code` }]
  const layer = layerOf(source.path)
  if (layer === undefined || isTestCode(source.path)) return []
  const allowed = LAYERS[layer].builtins
  if (allowed === 'all' || allowed.includes(one.specifier)) return []
  const may = allowed.length === 0 ? 'none of Node' : `only ${allowed.join(', ')}`
  return [{ ...found, text: `${found.text}: ${layer} may use ${may}` }]
}

function providerBreach(source: SourceFacts, one: ImportFact, target: string): TextFact[] {
  const to = providerOf(target)
  const from = providerOf(source.path)
  if (to === undefined || from === to || PROVIDER_REGISTRIES.includes(source.path)) return []
  if (from !== undefined) {
    return SHARED_LINEAGES.get(to)?.includes(from)
      ? []
      : [{ ...fact(one, target), text: `${fact(one, target).text}: ${from} may not know ${to}` }]
  }
  if (isTestCode(source.path)) return []
  return [
    {
      ...fact(one, target),
      text: `${fact(one, target).text}: only ${PROVIDER_REGISTRIES[0]} may name ${to}`,
    },
  ]
}

function undeclaredBreach(source: SourceFacts, one: ImportFact, project: Project): TextFact[] {
  if (isTestCode(source.path) || one.kind === 'type') return []
  const name = packageName(one.specifier)
  if (GIVEN_AT_RUN_TIME.includes(name) || project.dependencies.includes(name)) return []
  const layer = layerOf(source.path)
  const isBundled = layer === 'renderer' || (layer === 'cli' && BUNDLED_INTO_TERMINAL.includes(name))
  const bundled = isBundled && project.devDependencies.includes(name)
  return bundled
    ? []
    : [{ ...fact(one, name), text: `${fact(one, name).text}, which is no runtime dependency` }]
}
