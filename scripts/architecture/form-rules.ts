import {
  CONTRACT_BARREL,
  isLayer,
  isTestCode,
  LAYERS,
  layerOf,
  MAX_FILE_LINES,
  MAX_RUNTIME_DEPENDENCIES,
  providerOf,
} from './layers.ts'
import { type Breach, type Project, type Rule, sourceRule } from './rule.ts'

/** How files look, where they lie, and what the project may grow to. */
export const formRules: readonly Rule[] = [
  sourceRule('readable-source', 'every source can be parsed', 'Mend the syntax', (source) =>
    source.syntaxErrors.map((error) => ({ text: `cannot be parsed: ${error}`, line: 0 })),
  ),
  sourceRule('default-exports', 'nothing is exported as default', 'Export it by its name', (source) =>
    source.defaultExports.map((line) => ({ text: 'has a default export', line })),
  ),
  sourceRule(
    'barrels',
    "no file only hands on what others export, but the contract's",
    'Import from the file that defines it, and delete this one',
    (source) => {
      if (source.path === CONTRACT_BARREL) return []
      const lines = source.onlyReexports && source.exportsAll.length === 0 ? [1] : source.exportsAll
      return lines.map((line) => ({ text: 'is a barrel', line }))
    },
  ),
  sourceRule(
    'module-state',
    'no variable at the top of a module can be set again',
    'Keep the state in a function or class that its owner creates',
    (source) =>
      isTestCode(source.path)
        ? []
        : source.moduleVariables.map(({ text, line }) => ({
            text: `keeps state in the module's ${text}`,
            line,
          })),
  ),
  sourceRule(
    'file-size',
    `no source has more than ${MAX_FILE_LINES} lines`,
    'Split it by idea; files aim at 300 lines',
    (source) => (source.lines > MAX_FILE_LINES ? [{ text: `has ${source.lines} lines`, line: 0 }] : []),
  ),
  sourceRule(
    'suppressed-checks',
    'no comment switches the compiler or the linter off',
    'Mend what they complain about',
    (source) =>
      source.comments
        .filter(({ text }) =>
          /@ts-(ignore|expect-error|nocheck)\b|\b(oxlint|eslint)-disable|\bbiome-ignore (?!format)/.test(
            text,
          ),
        )
        .map(({ text, line }) => ({ text: `has the comment "${text.trim()}"`, line })),
  ),
  {
    id: 'file-names',
    says: 'files and folders have kebab-case names',
    breaches: ({ paths }) =>
      paths.filter(isMisnamed).map((path) => ({
        path,
        line: 0,
        what: 'is not named in kebab-case',
        instead: 'Name it after its one idea, like health-score.ts',
      })),
  },
  {
    id: 'known-layers',
    says: 'every source lies in a layer',
    breaches: ({ paths }) =>
      paths
        .filter((path) => layerOf(path) === undefined && !/^src\/[^/]+\.test\.ts$/.test(path))
        .map((path) => ({
          path,
          line: 0,
          what: 'lies outside the layers',
          instead: `Put it into one of ${Object.keys(LAYERS).join(', ')}`,
        })),
  },
  sourceRule(
    'provider-names',
    'no code outside its folder names an assistant',
    'Ask the provider: a difference between assistants is a method or a field of its manifest',
    (source, { providers }) => {
      if (layerOf(source.path) === 'providers' || isTestCode(source.path)) return []
      const named = (text: string) => providers.find((id) => text === id || text.startsWith(`${id}:`))
      const keys = source.settings
        .filter(({ name }) => providers.includes(name))
        .map(({ name, line }) => ({ text: name, line }))
      return [...source.strings, ...keys]
        .filter(({ text }) => named(text) !== undefined)
        .map(({ text, line }) => ({ text: `names the assistant ${named(text)}`, line }))
    },
  ),
  sourceRule(
    'provider-names-among-providers',
    'no assistant names another one',
    'Describe this assistant only; what differs is asked of each',
    (source, { providers }) => {
      const own = providerOf(source.path)
      if (own === undefined || isTestCode(source.path)) return []
      return source.strings
        .filter(({ text }) => text !== own && providers.includes(text))
        .map(({ text, line }) => ({ text: `names the assistant ${text}`, line }))
    },
  ),
  {
    id: 'dependency-count',
    says: 'there are few runtime dependencies, each with its reason',
    breaches: dependencyBreaches,
  },
  {
    id: 'complete-lockfile',
    says: 'the lockfile has every optional dependency',
    breaches: ({ missingFromLockfile }) =>
      missingFromLockfile.map((name) => ({
        path: 'package-lock.json',
        line: 0,
        what: `lacks ${name}, so that npm ci refuses it`,
        instead: 'Take a version that the registry has for every platform',
      })),
  },
  {
    id: 'tsconfig-references',
    says: "each layer's tsconfig refers to the layers of its row",
    breaches: referenceBreaches,
  },
]

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/

/** Readmes keep the name that hosting sites look for. */
function isMisnamed(path: string): boolean {
  return path
    .split('/')
    .filter((part) => part !== 'README.md')
    .some((part) => !NAME.test(part))
}

function dependencyBreaches({ dependencies, decisions }: Project): Breach[] {
  const path = 'package.json'
  const unexplained = dependencies
    .filter((name) => !decisions.includes(`\`${name}\``))
    .map((name) => ({
      path,
      line: 0,
      what: `depends on ${name}, which no decision names`,
      instead: `Give its reason in docs/decisions, with its name as \`${name}\``,
    }))
  const tooMany = {
    path,
    line: 0,
    what: `has ${dependencies.length} runtime dependencies; ${MAX_RUNTIME_DEPENDENCIES} is the limit`,
    instead: 'Do without one',
  }
  return dependencies.length > MAX_RUNTIME_DEPENDENCIES ? [...unexplained, tooMany] : unexplained
}

function referenceBreaches({ references }: Project): Breach[] {
  return [...references].flatMap(([layer, referred]) => {
    const row = isLayer(layer) ? Object.keys(LAYERS[layer].layers) : []
    if (row.toSorted().join() === referred.toSorted().join()) return []
    return {
      path: `src/${layer}/tsconfig.json`,
      line: 0,
      what: `refers to [${referred.join(', ')}], its row in the layer table says [${row.join(', ')}]`,
      instead: 'Make the two agree',
    }
  })
}
