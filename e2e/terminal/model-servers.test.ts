import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome } from './home.ts'

let home: Home
let server: Server | undefined
beforeEach(() => {
  home = makeHome()
})
afterEach(() => {
  server?.close()
  server?.closeAllConnections()
  server = undefined
  home.remove()
})

/** Answers like Ollama, at a port of its own. */
async function serve(listener: RequestListener): Promise<string> {
  const created = createServer(listener)
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(created.address() as AddressInfo).port}`
}

const MODEL = { name: 'qwen3-coder:30b', context_length: 32_768, size: 21_474_836_480 }

// Another user's server is found by its port, which only Linux tells.
describe.runIf(process.platform === 'linux')('models that a server of this machine holds', () => {
  it('are listed with the size of their context, and nothing that is not told', async () => {
    const asked: unknown[] = []
    const address = await serve((request, response) => {
      asked.push([request.method, request.url])
      response.end(JSON.stringify({ models: [MODEL] }))
    })
    const { stdout } = await run(home, ['list'], { env: { OLLAMA_HOST: address } })
    expect(stdout).toMatch(/idle +qwen3-co +qwen3-coder:30b .*\? of 32\.8k/)
    expect(asked).toEqual([['GET', '/api/ps']])
  })

  it('are none where the server does not answer, which doctor says', async () => {
    const address = await serve(() => {})
    const env = { OLLAMA_HOST: address }
    expect((await run(home, ['list'], { env })).stdout).toContain('No sessions found')
    expect((await run(home, ['doctor'], { env })).stdout).toContain(`${address} did not answer in time.`)
  })
})
