/** A folder of `src` with its own rights. Dependencies point one way: from hosts to the core to what is shared. */
export type Layer = 'shared' | 'providers' | 'core' | 'server' | 'main' | 'cli' | 'preload' | 'renderer'

export interface LayerRule {
  /** Other layers it may import; `types` where only `import type` is allowed. */
  readonly layers: Readonly<Partial<Record<Layer, 'all' | 'types'>>>
  /** Single files it may import on top of that. */
  readonly files?: readonly string[]
  /** npm packages, by name; their subpaths are included. */
  readonly packages: readonly string[]
  /** Node's own modules, with `node:`. */
  readonly builtins: 'all' | readonly string[]
}

/** The layer table of docs/architecture.md as data: whoever changes one changes the other. */
export const LAYERS: Readonly<Record<Layer, LayerRule>> = {
  shared: { layers: {}, packages: ['zod', '@orpc/contract'], builtins: [] },
  providers: { layers: { shared: 'all' }, packages: ['zod'], builtins: ['node:path', 'node:buffer'] },
  core: {
    layers: { shared: 'all', providers: 'all' },
    packages: [
      'zod',
      '@orpc/client',
      '@orpc/contract',
      '@orpc/server',
      'better-sqlite3',
      'js-tiktoken',
      'systeminformation',
      'yaml',
    ],
    builtins: 'all',
  },
  server: {
    layers: { shared: 'all', core: 'all' },
    packages: ['zod', '@orpc/client', '@orpc/contract', '@orpc/server', 'ws'],
    builtins: 'all',
  },
  main: {
    layers: { shared: 'all', core: 'all', server: 'all' },
    packages: ['zod', '@orpc/server', 'electron', 'electron-store', 'node-notifier'],
    builtins: 'all',
  },
  cli: {
    layers: { shared: 'all', core: 'all', server: 'all' },
    packages: ['zod', '@orpc/client', '@orpc/contract', '@orpc/server', 'commander', 'ink', 'react'],
    builtins: 'all',
  },
  preload: {
    layers: { shared: 'types' },
    // Only names that both ends spell alike: the schemas would make every window's start slower.
    files: ['src/shared/contract/transport.ts'],
    packages: ['electron'],
    builtins: [],
  },
  renderer: {
    layers: { shared: 'all' },
    packages: ['react', 'react-dom', 'zustand', 'recharts', 'sugar-high', '@orpc/client', '@orpc/contract'],
    builtins: [],
  },
}

/** What a test may use on top of its layer's rights, together with every module of Node. */
export const TEST_PACKAGES: readonly string[] = ['vitest', 'playwright', 'axe-core', 'better-sqlite3']

/** Node modules that no layer needs: they run text as code. */
export const FORBIDDEN_BUILTINS: readonly string[] = ['node:vm', 'node:repl']

/** Only the store speaks SQL to our databases. */
export const SQL_FOLDER = 'src/core/store/'

/** The one file that may re-export: callers import the whole contract from it. */
export const CONTRACT_BARREL = 'src/shared/contract/index.ts'

/** Written from the folder listing of `src/providers`; the only files that know every assistant. */
export const PROVIDER_REGISTRIES: readonly string[] = [
  'src/providers/registry.ts',
  'src/providers/presences.ts',
]

/** Folders of `src/providers` that are no assistant. */
export const PROVIDER_HELPERS: readonly string[] = ['testing', 'lineages', 'json-scan']

/** Where assistants of one origin keep what they share: a folder each, which is no assistant. */
const LINEAGES_FOLDER = 'lineages'

/**
 * Assistants whose transcripts have one origin (a fork of the same program), by the folder of what they share. Only
 * they may import it; of each other they know nothing.
 */
export const SHARED_LINEAGES: ReadonlyMap<string, readonly string[]> = new Map([
  [`${LINEAGES_FOLDER}/cline`, ['cline', 'roo-code']],
  [`${LINEAGES_FOLDER}/gemini`, ['gemini-cli', 'qwen-code']],
  [`${LINEAGES_FOLDER}/opencode`, ['opencode', 'kilo']],
])

/** Pictures that any layer may show. */
export const ARTWORK_FOLDER = 'assets/'

/** Electron is there at run time without being a dependency; types and bundled code are not there and need not be. */
export const GIVEN_AT_RUN_TIME: readonly string[] = ['electron']

/** Development dependencies, because scripts/build-terminal.ts leaves nothing of them to be found at run time. */
export const BUNDLED_INTO_TERMINAL: readonly string[] = ['ink', 'react']

/** Where time may be taken instead of given: the clock that hosts hand to the core. */
export const CLOCK_FILES: readonly string[] = ['src/core/system-clock.ts']

/** Layers that get time, randomness and the environment through parameters and ports. */
export const LAYERS_WITH_PORTS: readonly Layer[] = ['shared', 'providers', 'core']

export const MAX_FILE_LINES = 500
export const MAX_RUNTIME_DEPENDENCIES = 25

/** The layer that a path (with `/`, from the project's root) lies in. */
export function layerOf(path: string): Layer | undefined {
  const name = /^src\/([^/]+)\//.exec(path)?.[1]
  return name !== undefined && isLayer(name) ? name : undefined
}

export function isLayer(name: string): name is Layer {
  return Object.hasOwn(LAYERS, name)
}

/** The assistant, or the shared lineage of some, whose folder a path lies in. */
export function providerOf(path: string): string | undefined {
  const [, name, inner] = /^src\/providers\/([^/]+)\/(?:([^/]+)\/)?/.exec(path) ?? []
  if (name === LINEAGES_FOLDER && inner !== undefined) return `${name}/${inner}`
  return name === undefined || PROVIDER_HELPERS.includes(name) ? undefined : name
}

/** Tests, and the helpers in `testing` folders that only tests import. */
export function isTestCode(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isTestHelper(path)
}

export function isTestHelper(path: string): boolean {
  return /^src\/.*\/testing\//.test(path)
}
