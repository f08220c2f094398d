import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { buildTerminal } from './build-terminal.ts'

const root = resolve(import.meta.dirname, '..')

const loadedSchema = z.object({ files: z.array(z.string()), builtins: z.array(z.string()) })
const sourceMapSchema = z.object({ sources: z.array(z.string()) })

/** Modules of Node that take milliseconds to load, and that no question needs. */
const DEAR_BUILTINS = ['child_process', 'crypto', 'fs/promises', 'http', 'net', 'worker_threads', 'zlib']

describe('a command that only asks, where nothing is new', () => {
  let folder: string
  let built: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'terminal-start-'))
    // Two folders below the package, as the real one is.
    built = mkdtempSync(join(root, 'node_modules/.terminal-start-'))
    await buildTerminal(root, built)
    writeFileSync(
      join(folder, 'tell.cjs'),
      `process.on('exit', () => require('fs').writeFileSync(process.env.TELL_FILE, JSON.stringify({
        files: Object.keys(require.cache),
        builtins: process.moduleLoadList.flatMap((entry) => /^NativeModule (.*)$/.exec(entry)?.[1] ?? []),
      })))`,
    )
  }, 60_000)
  afterAll(() => {
    for (const path of [folder, built]) rmSync(path, { recursive: true })
  })

  function run(command: string) {
    const tellFile = join(folder, 'told.json')
    // Into a file: a pipe or a terminal is a socket to Node.
    const output = openSync(join(folder, 'output.txt'), 'w')
    try {
      execFileSync(
        process.execPath,
        ['--require', join(folder, 'tell.cjs'), join(built, 'main.js'), command],
        {
          env: { HOME: folder, LLM_SESSION_HOME: join(folder, 'data'), TELL_FILE: tellFile },
          stdio: ['ignore', output, output],
        },
      )
    } finally {
      closeSync(output)
    }
    return loadedSchema.parse(JSON.parse(readFileSync(tellFile, 'utf8')))
  }

  /** Sources of this project and of packages that the bundle's files hold. */
  function sourcesOf(files: readonly string[]): readonly string[] {
    return (
      files
        .filter((file) => dirname(file) === built && existsSync(`${file}.map`))
        .flatMap((file) => sourceMapSchema.parse(JSON.parse(readFileSync(`${file}.map`, 'utf8'))).sources)
        // Whole paths: the bundle lies in a folder of packages itself, and theirs would not be seen to be there.
        .map((source) => resolve(built, source))
    )
  }

  it('loads no schema, no transport, no parser and nothing that writes the index', () => {
    run('list')
    const { files, builtins } = run('list')
    const sources = sourcesOf(files)
    expect(sources.some((source) => source.endsWith('src/cli/commands/list.ts'))).toBe(true)
    const needless =
      /node_modules\/(zod|@orpc|yaml|ws)\/|providers\/registry|parser\.ts|\/scan\.ts|index-store\.ts|\/contract\//
    expect(sources.filter((source) => needless.test(source))).toEqual([])
    expect(builtins.filter((name) => DEAR_BUILTINS.includes(name))).toEqual([])
  })

  it('loads few files, SQLite’s script among them', () => {
    run('list')
    expect(namesOf(run('list').files)).toEqual(['ask', 'main', 'native code', 'rolldown-runtime', 'start'])
  })

  it('is begun by the program alone: no thread and no later part loads what runs it', () => {
    const files = readdirSync(built).filter((name) => name.endsWith('.js'))
    expect(files.filter((name) => readFileSync(join(built, name), 'utf8').includes('./main.js'))).toEqual([])
    expect(files.length).toBeGreaterThan(5)
  })

  it('loads none of what answers it where only the help is wanted', () => {
    expect(namesOf(run('--help').files)).toEqual(['main', 'rolldown-runtime', 'start'])
  })
})

describe('the screen of the monitor', () => {
  it('is one file that needs no package beside it, as React is made for people who use it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'monitor-screen-'))
    const built = join(folder, 'built')
    try {
      await buildTerminal(root, built)
      const file = join(built, 'monitor-screen.mjs')
      expect(
        readdirSync(built, { recursive: true }).filter((name) => !String(name).endsWith('.map')),
      ).toEqual(readdirSync(built).filter((name) => !name.endsWith('.map')))
      const code = 'import(process.argv[1]).then(({ openScreen }) => console.log(typeof openScreen))'
      const said = execFileSync(process.execPath, ['-e', code, pathToFileURL(file).href], {
        encoding: 'utf8',
        env: {},
      })
      expect(said).toBe('function\n')
      expect(readFileSync(file, 'utf8')).not.toContain('react-reconciler.development.js')
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 60_000)
})

/** Names of a bundle's files without the hash of their content. */
function namesOf(files: readonly string[]): readonly string[] {
  const names = files
    .filter((file) => !file.endsWith('.cjs'))
    .map((file) => (file.endsWith('.node') ? 'native code' : basename(file, '.js').replace(/-[\w-]{8}$/, '')))
  return names.sort()
}
