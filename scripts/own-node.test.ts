import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const bin = resolve(import.meta.dirname, '../bin')
const ownPackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const installed = resolve(import.meta.dirname, '../node_modules', ownPackage)
const posix = process.platform !== 'win32'

/** Windows has no such modes: there a user's folders are the user's own. */
function isPrivate(folder: string): boolean {
  return !posix || (statSync(folder).mode & 0o777) === 0o700
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

describe('the llm-session command', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'own-node-'))
    mkdirSync(join(root, 'bin'))
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
    for (const name of ['llm-session.js', 'own-node.js'])
      copyFileSync(join(bin, name), join(root, 'bin', name))
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  function put(path: string, text: string): void {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  async function run(
    args: readonly string[],
    whileRunning?: (child: ReturnType<typeof spawn>) => void,
  ): Promise<Ended> {
    const home = join(root, 'home')
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      LLM_SESSION_HOME: join(home, 'ours'),
      SystemRoot: process.env.SystemRoot,
    }
    const child = spawn(process.execPath, args, { cwd: root, env })
    let out = ''
    let err = ''
    child.stdout.on('data', (part) => {
      out += String(part)
      whileRunning?.(child)
    })
    child.stderr.on('data', (part) => (err += String(part)))
    const [code, signal] = await once(child, 'close')
    return { code, signal, out, err }
  }

  it('prefers what was built, and falls back to the sources', async () => {
    put('src/cli/main.ts', `const from: string = 'sources'\nconsole.log(from, process.argv.slice(2))`)
    expect((await run(['bin/llm-session.js', 'list'])).out).toBe(`sources [ 'list' ]\n`)
    put('dist/cli/main.js', `console.log('built', process.argv.slice(2))`)
    expect((await run(['bin/llm-session.js', 'list'])).out).toBe(`built [ 'list' ]\n`)
  })

  it('ends with an error where there is neither', async () => {
    const { code, err } = await run(['bin/llm-session.js'])
    expect(code).toBe(1)
    expect(err).toContain('main.ts')
  })

  it('keeps compiled code in a folder that only its owner may enter', async () => {
    put('dist/cli/main.js', `console.log(process.getBuiltinModule('module').getCompileCacheDir() ?? 'none')`)
    const { out } = await run(['bin/llm-session.js'])
    const folder = join(root, 'home', 'ours', 'compile-cache')
    expect(out).toContain(folder)
    expect(isPrivate(folder)).toBe(true)
  })

  it.runIf(posix)('runs no code from a folder that others may write to', async () => {
    put('dist/cli/main.js', `console.log(process.getBuiltinModule('module').getCompileCacheDir() ?? 'none')`)
    mkdirSync(join(root, 'home', 'ours', 'compile-cache'), { recursive: true, mode: 0o777 })
    expect((await run(['bin/llm-session.js'])).out).toBe('none\n')
  })

  describe('started by a Node that is too old', () => {
    beforeEach(() => {
      put(
        'hand-over.js',
        `import { handOver } from './bin/own-node.js'\nhandOver(process.cwd() + '/script.js')`,
      )
    })

    function installOwnNode(): void {
      mkdirSync(join(root, 'node_modules'))
      symlinkSync(installed, join(root, 'node_modules', ownPackage), 'junction')
    }

    it.runIf(existsSync(installed))(
      'runs with the Node that npm installed: same arguments, same exit code',
      async () => {
        installOwnNode()
        put('script.js', 'console.log(process.execPath, process.argv.slice(2)); process.exitCode = 7')
        const { code, out } = await run(['hand-over.js', 'health', '--json'])
        expect(code).toBe(7)
        expect(out).toContain(ownPackage)
        expect(out).toContain(`[ 'health', '--json' ]`)
      },
    )

    it.runIf(posix && existsSync(installed))('passes a signal on and ends by it', async () => {
      installOwnNode()
      put('script.js', `setInterval(() => {}, 1000); console.log('ready')`)
      const ended = await run(['hand-over.js'], (child) => child.kill('SIGTERM'))
      expect(ended).toMatchObject({ code: null, signal: 'SIGTERM' })
    })

    it.runIf(posix && existsSync(installed))(
      'lets the program end in its own way when it is interrupted',
      async () => {
        installOwnNode()
        put(
          'script.js',
          `setInterval(() => {}, 1000); process.on('SIGINT', () => process.exit(3)); console.log('ready')`,
        )
        const ended = await run(['hand-over.js'], (child) => child.kill('SIGINT'))
        expect(ended).toMatchObject({ code: 3, signal: null })
      },
    )

    it('says what to install where npm has none', async () => {
      const { code, err } = await run(['hand-over.js'])
      expect(code).toBe(1)
      expect(err).toMatch(/needs Node 22\.18 or newer; this is v\d+.*Install Node 24/)
    })
  })
})
