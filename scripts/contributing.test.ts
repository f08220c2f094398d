import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { Provider } from '../src/providers/provider.ts'
import { recordingSink } from '../src/providers/testing/recording-sink.ts'

const root = resolve(import.meta.dirname, '..')

/** Code blocks of CONTRIBUTING.md that begin with the path of a file of the example. */
function exampleFiles(text: string): Map<string, string> {
  const blocks = text.matchAll(/^```ts\n\/\/ (src\/providers\/acme\/\S+)\n([\s\S]*?)^```/gm)
  return new Map([...blocks].map(([, path = '', code = '']) => [path, code]))
}

describe("CONTRIBUTING's example", () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const folder = mkdtempSync(join(root, 'node_modules/.contributing-'))
  const shared = pathToFileURL(join(root, 'src/shared/')).href

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  async function example(): Promise<Provider> {
    for (const [path, code] of exampleFiles(text)) {
      const runnable = stripTypeScriptTypes(code)
        .replaceAll('../../shared/', shared)
        .replaceAll(/'\.\/(\w+)\.ts'/g, "'./$1.mjs'")
      writeFileSync(join(folder, `${basename(path, '.ts')}.mjs`), runnable)
    }
    return (await import(pathToFileURL(join(folder, 'provider.mjs')).href)).provider
  }

  it('reads its own two lines', async () => {
    const provider = await example()
    const ref = provider.transcript('3f2a-1.jsonl')
    expect(ref).toEqual({ sessionId: '3f2a-1', subagentOf: undefined })
    if (!ref) return

    const { sink, recording } = recordingSink()
    const parser = provider.parser(ref, sink)
    const lines = /^```json\n([\s\S]*?)^```/m.exec(text)?.[1]?.trim().split('\n') ?? []
    const outcomes = [...lines, '{"type":"new"}', '{"type":"answer"}', 'no json'].map((line) => {
      const block = Buffer.from(line)
      return parser.line(block, 0, block.length)
    })

    expect(outcomes).toEqual(['used', 'used', 'unknown', 'malformed', 'malformed'])
    expect(recording.sums).toEqual({ uncachedInput: 200, cacheRead: 1000, cacheWrite: 0, output: 80 })
    expect(recording.lastPhase).toBe('done')
  })
})
