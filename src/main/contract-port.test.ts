import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createFakeCore } from '../server/testing/fake-core.ts'
import { createRecordingLogger } from '../server/testing/recording-logger.ts'
import { type HostPort, serveContractOnPort } from './contract-port.ts'

/** The host's end of a channel whose other end is the test. */
class FakePort extends EventEmitter implements HostPort {
  readonly sent: unknown[] = []
  readonly steps: string[] = []

  start(): void {
    this.steps.push('start')
  }

  postMessage(message: unknown): void {
    this.sent.push(message)
    this.emit('sent')
  }

  close(): void {
    this.steps.push('close')
  }

  receive(data: unknown): void {
    this.emit('message', { data })
  }

  /** The answer to one call. */
  async ask(id: string, path: string): Promise<string> {
    const count = this.sent.length
    this.receive(JSON.stringify({ i: id, p: { u: path, b: {} } }))
    while (this.sent.length === count) await EventEmitter.once(this, 'sent')
    return String(this.sent[count])
  }
}

function serve(isOurPage: () => boolean = () => true) {
  const core = createFakeCore()
  const logger = createRecordingLogger()
  const port = new FakePort()
  const stop = serveContractOnPort(port, { router: core.router, logger, isOurPage })
  return { core, logger, port, stop }
}

describe('the contract on a port', () => {
  it('answers once the port is started', async () => {
    const { port } = serve()
    expect(port.steps).toEqual(['start'])
    expect(await port.ask('1', '/system/info')).toContain('"version"')
  })

  it.each(['', '{', 'null', '{"i":"1","p":null}', '{"i":"1","p":{"u":"::"}}'])(
    'drops a message that is no call (%j), logs it and goes on',
    async (message) => {
      const { port, logger } = serve()
      port.receive(message)
      expect(await port.ask('2', '/system/info')).toContain('"i":"2"')
      expect(logger.messages('error')).toEqual(['dropped a message of the contract'])
    },
  )

  it.each([[undefined], [{ i: '1', p: { u: '/system/info' } }], [new Uint8Array(3)], [7]])(
    'drops what is not text (%o)',
    async (message) => {
      const { port, logger, core } = serve()
      port.receive(message)
      await port.ask('2', '/system/info')
      expect(logger.messages('warn')).toEqual(['dropped a message that is not text'])
      expect(core.calls()).toBe(1)
    },
  )

  it('ends its streams when the window is gone', async () => {
    const { port, core } = serve()
    await port.ask('1', '/sessions/changes')
    await core.opened(1)
    port.emit('close')
    await core.cleanedUp(1)
    expect(port.steps).toEqual(['start', 'close'])
  })

  it('ends its streams when the host stops it, once, and answers nothing any more', async () => {
    const { port, core, stop } = serve()
    await port.ask('1', '/sessions/changes')
    await core.opened(1)
    stop()
    stop()
    port.emit('close')
    await core.cleanedUp(1)
    expect(port.steps).toEqual(['start', 'close'])
    const { length } = port.sent
    port.receive(JSON.stringify({ i: '2', p: { u: '/system/info', b: {} } }))
    await new Promise((resolve) => setImmediate(resolve))
    expect(port.sent).toHaveLength(length)
    expect(core.calls()).toBe(1)
  })
})
