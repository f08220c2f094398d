import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PROGRAMS, run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const THREAD = '2bad5e77-0000-7000-8000-00000000000b'
const hasPage = existsSync(resolve(import.meta.dirname, '../../dist/renderer/index.html'))
const URL_LINE = /http:\/\/\S+/
const LIMIT = { timeout: 30_000, interval: 100 } as const

let home: Home
beforeEach(() => {
  home = makeHome()
  write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD }))
})
afterEach(() => home.remove())

/** A server of a home, and the addresses that it prints. */
function serve(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAMS.sources, 'serve', ...args], {
    env: { PATH: process.env['PATH'], HOME: home.path, LLM_SESSION_HOME: home.data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const addresses: string[] = []
  createInterface(child.stdout).on('line', (line) => addresses.push(...(URL_LINE.exec(line) ?? [])))
  return {
    addresses,
    async end(signal: NodeJS.Signals) {
      const closed = once(child, 'close')
      child.kill(signal)
      await closed
      return child.exitCode
    },
  }
}

const settings = (text: string) => writeFileSync(join(home.data, 'config.yaml'), text)
const portOf = (address = '') => new URL(address).port

describe('open', () => {
  it('says what to do where no window is open and no server runs', async () => {
    const { code, stdout, stderr } = await run(home, ['open'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('llm-session start opens the window; llm-session serve')
    expect((await run(home, ['open', 'nothing'])).code).toBe(2)
  })

  it.runIf(hasPage)(
    'prints the address of a server that runs, with a session where one is named',
    async () => {
      const server = serve()
      await vi.waitFor(() => expect(readdirSync(join(home.data, 'hosts'))).toHaveLength(1), LIMIT)
      const [address = ''] = server.addresses
      expect((await run(home, ['open'])).stdout).toBe(`Open ${address}\n`)
      const { url } = JSON.parse((await run(home, ['open', '2bad', '--json'])).stdout)
      expect(url).toBe(`${address}&at=%2Fsession%2Fcodex%253A${THREAD}`)
      const [note = ''] = readdirSync(join(home.data, 'hosts'))
      expect(statSync(join(home.data, 'hosts', note)).mode & 0o077).toBe(0)
      expect(await server.end('SIGTERM')).toBe(0)
      expect(readdirSync(join(home.data, 'hosts'))).toEqual([])
    },
  )

  it.runIf(hasPage)('does not send anybody to a server that was killed', async () => {
    const server = serve()
    await vi.waitFor(() => expect(readdirSync(join(home.data, 'hosts'))).toHaveLength(1), LIMIT)
    await server.end('SIGKILL')
    expect((await run(home, ['open'])).code).toBe(1)
    expect(readdirSync(join(home.data, 'hosts'))).toEqual([])
  })
})

describe.runIf(hasPage)('a server', () => {
  it('listens where the settings say, and moves with them while it runs, with its key', async () => {
    const first = serve()
    await vi.waitFor(() => expect(first.addresses).toHaveLength(1), LIMIT)
    const port = Number(portOf(first.addresses[0]))
    await first.end('SIGTERM')

    settings(`server: { port: ${port} }`)
    const server = serve()
    await vi.waitFor(() => expect(server.addresses).toHaveLength(1), LIMIT)
    expect(portOf(server.addresses[0])).toBe(String(port))
    const before = new URL(server.addresses[0] ?? '')
    // Whoever asks also makes it look at its settings at once.
    const refresh = () =>
      fetch(`${before.origin}/rpc/system/refresh`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${before.hash.slice('#token='.length)}`,
          'content-type': 'application/json',
        },
        body: '{}',
      })
    settings('server: { port: 0 }')
    await refresh()
    await vi.waitFor(() => expect(server.addresses).toHaveLength(2), LIMIT)
    expect(portOf(server.addresses[1])).not.toBe(String(port))
    expect(new URL(server.addresses[1] ?? '').hash).toBe(before.hash)
    await expect(refresh()).rejects.toThrow('fetch failed')
    await vi.waitFor(
      async () => expect((await run(home, ['open'])).stdout).toBe(`Open ${server.addresses[1]}\n`),
      LIMIT,
    )
    expect(await server.end('SIGINT')).toBe(0)
    expect(readFileSync(join(home.data, 'config.yaml'), 'utf8')).toBe('server: { port: 0 }')
  })
})
