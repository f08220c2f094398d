import { expect, it } from 'vitest'
import { createMovableServer, type ServerPlace } from './movable-server.ts'

function scripted(taken: readonly number[] = []) {
  const log: string[] = []
  const server = createMovableServer({
    async start({ port }, token) {
      if (taken.includes(port)) throw new Error(`port ${port} is taken`)
      log.push(`start ${port} ${token ?? 'new key'}`)
      const stop = async () => void log.push(`stop ${port}`)
      return { url: `url ${port}`, origin: '', port, token: 'key', stop }
    },
    onMoved: ({ url }) => void log.push(`moved to ${url}`),
    onStayed: (cause) => void log.push(`stayed: ${String(cause)}`),
  })
  return { server, log }
}

const at = (port: number): ServerPlace => ({ address: '127.0.0.1', port })

it('a server moves with its key, and ends at the old place last', async () => {
  const { server, log } = scripted()
  await server.start(at(1))
  await server.move(at(1))
  await server.move(at(2))
  await server.stop()
  expect(log).toEqual(['start 1 new key', 'start 2 key', 'moved to url 2', 'stop 1', 'stop 2'])
})

it('a server stays where the other place is taken, and can move later', async () => {
  const { server, log } = scripted([2])
  await server.start(at(1))
  await server.move(at(2))
  await server.move(at(3))
  await server.stop()
  expect(log).toEqual([
    'start 1 new key',
    'stayed: Error: port 2 is taken',
    'start 3 key',
    'moved to url 3',
    'stop 1',
    'stop 3',
  ])
})
