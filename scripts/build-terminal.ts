import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'
import { workerEntries } from './worker-entries.ts'

/**
 * Packages that stay as npm installed them: code that finds its own files at run time. All others are bundled, which
 * halves the start of `llm-session` (docs/decisions/0006).
 */
const EXTERNAL: string[] = ['systeminformation', 'js-tiktoken']

/**
 * Modules that lie in one file with all that they import: of a start that takes some fifty milliseconds, each further
 * file takes half of one. First what every command begins with, then what the commands do that only ask. Never
 * `main.ts` itself: a thread that shares a file with it would run the program again.
 */
const TOGETHER = [
  { name: 'start', test: /[/\\]src[/\\]cli[/\\]program\.ts$/, priority: 2 },
  {
    name: 'ask',
    test: /[/\\]src[/\\](?:cli[/\\]commands[/\\](?:list|health|info|doctor)|core[/\\]discovery[/\\]process-table[/\\]linux)\.ts$/,
    priority: 1,
  },
]

/** What the monitor draws with. Ink waits for its layout engine while it loads, which a CommonJS module cannot. */
const SCREEN = { source: 'src/cli/monitor/screen.ts', file: 'monitor-screen.mjs' } as const

/**
 * Bundles the terminal host and its workers as CommonJS, which starts sooner: an import of a module of Node loads all
 * that it exports, and `node:fs` alone exports a second library. The output is flat: every file finds every worker
 * beside it. The monitor's screen is a module beside them.
 */
export async function buildTerminal(root: string, outDir: string): Promise<void> {
  await buildHost(root, outDir, 'src/cli/main.ts')
  if (existsSync(join(root, SCREEN.source))) await buildScreen(root, outDir)
}

/** Bundles a host and the workers of the core. `main`: where it begins. */
export async function buildHost(root: string, outDir: string, main: string): Promise<void> {
  await build({
    ...usual(root),
    plugins: [screenBeside(root), nativeCodeInItsPackage(), programsWhenAsked()],
    build: {
      ...bundle(outDir),
      emptyOutDir: true,
      rolldownOptions: {
        input: { main: join(root, main), ...workerEntries(root) },
        output: {
          ...OUTPUT,
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          codeSplitting: { groups: TOGETHER },
        },
      },
    },
    ssr: { noExternal: true, external: EXTERNAL },
  })
  writeFileSync(join(outDir, 'package.json'), '{ "type": "commonjs" }\n')
}

/** Ink and React in one file, without what they hold for their own development. */
async function buildScreen(root: string, outDir: string): Promise<void> {
  await build({
    ...usual(root),
    plugins: [withoutDevelopersTools()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...bundle(outDir),
      sourcemap: false,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(root, SCREEN.source),
        output: { ...OUTPUT, format: 'es', entryFileNames: SCREEN.file, codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  })
}

/** Ink can connect to React's tools for developers, which nobody has beside a bundle. */
function withoutDevelopersTools(): Plugin {
  const name = '\0without-developers-tools'
  return {
    name: 'without-developers-tools',
    enforce: 'pre',
    resolveId: (id, importer) =>
      id === './devtools.js' && importer && /[/\\]ink[/\\]build[/\\]/.test(importer) ? name : undefined,
    load: (id) => (id === name ? 'export {}' : undefined),
  }
}

function usual(root: string) {
  return { root, configFile: false, publicDir: false, logLevel: 'warn' } as const
}

function bundle(outDir: string) {
  return { ssr: true, outDir, target: 'node22', sourcemap: true, minify: false } as const
}

const OUTPUT = { comments: { legal: true, annotation: false, jsdoc: false } } as const

/** The one import of the screen stays an import, of the file that it becomes. */
function screenBeside(root: string): Plugin {
  return {
    name: 'screen-beside',
    enforce: 'pre',
    resolveId: (id, importer) =>
      importer && resolve(dirname(importer), id) === join(root, SCREEN.source)
        ? { id: `./${SCREEN.file}`, external: true }
        : undefined,
  }
}

/** Folder of better-sqlite3's scripts: where it usually lies, or where Node finds it, which takes longer. */
const PACKAGE_FOLDER = `() => {
  const { dirname, join } = require('node:path')
  const usual = join(__dirname, '../../node_modules/better-sqlite3/lib')
  if (require('node:fs').existsSync(usual)) return usual
  return dirname(require('node:module').createRequire(__filename).resolve('better-sqlite3'))
}`

/** better-sqlite3 is bundled, its native code is not: it is looked for beside the place that its script came from. */
function nativeCodeInItsPackage(): Plugin {
  return {
    name: 'native-code-in-its-package',
    transform(code, id) {
      if (!/[/\\]better-sqlite3[/\\]lib[/\\]binding\.js$/.test(id)) return undefined
      if (!code.includes('__dirname'))
        this.error('better-sqlite3 no longer looks for its native code by __dirname')
      return {
        code: `const packageFolder = ${PACKAGE_FOLDER}\n${code.replaceAll('__dirname', 'packageFolder()')}`,
        map: null,
      }
    },
  }
}

/** commander can start programs as commands, which none of ours are: it loads what does so for every command. */
function programsWhenAsked(): Plugin {
  const name = '\0programs-when-asked'
  return {
    name: 'programs-when-asked',
    enforce: 'pre',
    resolveId: (id, importer) =>
      id === 'node:child_process' && importer && /[/\\]commander[/\\]/.test(importer) ? name : undefined,
    load: (id) =>
      id === name
        ? `export default { get spawn() { return process.getBuiltinModule('node:child_process').spawn } }`
        : undefined,
  }
}
