import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createFakeCore } from '../server/testing/fake-core.ts'
import { createRecordingLogger } from '../server/testing/recording-logger.ts'
import { contract } from '../shared/contract/index.ts'
import { desktopContract } from '../shared/contract/desktop.ts'
import { serveContractOnPort } from './contract-port.ts'
import { type FrameFacts, isOurPage } from './sender-policy.ts'

const PAGE = 'app://window/index.html'
const BAD: readonly (readonly [name: string, frame: FrameFacts | null])[] = [
  ['a window that is gone', null],
  ['a frame in our page', { url: PAGE, parent: {} }],
  ['an empty page', { url: 'about:blank', parent: null }],
  ['a page without an address', { url: '', parent: null }],
  ['a file', { url: 'file:///app/index.html', parent: null }],
  ['a page made of data', { url: 'data:text/html,app://window/index.html', parent: null }],
  ['the web', { url: 'https://window/index.html', parent: null }],
  ['another host of our scheme', { url: 'app://other/index.html', parent: null }],
  ['a host that begins like ours', { url: 'app://window.evil.test/index.html', parent: null }],
  ['another page of ours', { url: 'app://window/other.html#app://window/index.html', parent: null }],
]
const CHANNELS = Object.entries({ ...contract, ...desktopContract }).flatMap(([group, procedures]) =>
  Object.keys(procedures).map((name) => `/${group}/${name}`),
)

class FakePort extends EventEmitter {
  readonly sent: unknown[] = []
  closed = false
  start(): void {}
  postMessage(message: unknown): void {
    this.sent.push(message)
  }
  close(): void {
    this.closed = true
  }
}

it('our page is itself, wherever in it one is (checklist 17)', () => {
  expect(isOurPage({ url: PAGE, parent: null }, PAGE)).toBe(true)
  expect(isOurPage({ url: `${PAGE}#/session/a`, parent: null }, PAGE)).toBe(true)
  expect(CHANNELS.length).toBeGreaterThan(10)
})

describe.each(BAD)('a message of %s (checklist 17)', (_name, frame) => {
  it.each(CHANNELS)('is refused on %s, and ends the port', async (path) => {
    const core = createFakeCore()
    const port = new FakePort()
    const logger = createRecordingLogger()
    serveContractOnPort(port, { router: core.router, logger, isOurPage: () => isOurPage(frame, PAGE) })
    port.emit('message', { data: JSON.stringify({ i: '1', p: { u: path, b: {} } }) })
    await new Promise((resolve) => setImmediate(resolve))
    expect([core.calls(), port.sent.length, port.closed]).toEqual([0, 0, true])
  })
})
