import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildTerminal } from './build-terminal.ts'
import { workerEntries } from './worker-entries.ts'

describe('the built terminal host', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'build-terminal-'))
    symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'), 'junction')
    write('package.json', '{ "type": "module" }')
    write(
      'src/cli/main.ts',
      `void import('./commands/list.ts').then(async ({ list }) => console.log(await list()))`,
    )
    write(
      'src/cli/commands/list.ts',
      `import { z } from 'zod'\nimport { ask } from '../../core/ingest/ask.ts'\nexport const list = async () => z.string().parse(await ask())`,
    )
    write(
      'src/core/ingest/ask.ts',
      `import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
export async function ask(): Promise<unknown> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const [answer] = await once(new Worker(new URL(\`./echo-worker.\${extension}\`, import.meta.url)), 'message')
  return new Database(':memory:').prepare('SELECT ?').pluck().get(answer)
}`,
    )
    write(
      'src/core/ingest/echo-worker.ts',
      `import { parentPort } from 'node:worker_threads'\nparentPort?.postMessage('heard')`,
    )
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  it('runs without its sources, loads commands late and finds its workers', async () => {
    await buildTerminal(root, join(root, 'dist/cli'))
    rmSync(join(root, 'src'), { recursive: true })
    expect(execFileSync(process.execPath, ['dist/cli/main.js'], { cwd: root, encoding: 'utf8' })).toBe(
      'heard\n',
    )
    const files = readdirSync(join(root, 'dist/cli')).filter((name) => name.endsWith('.js'))
    expect(files).toEqual(
      expect.arrayContaining(['main.js', 'echo-worker.js', expect.stringMatching(/^ask-/)]),
    )
  })

  it('has a name for each worker', () => {
    write('src/core/tokens/echo-worker.ts', '')
    expect(() => workerEntries(root)).toThrow(/two workers are named echo-worker/)
  })
})
