import { describe, expect, it, vi } from 'vitest'
import { createRecordingLogger } from '../server/testing/recording-logger.ts'
import { serveContractOnPort } from './contract-port.ts'
import { type FrameFacts, isOurPage } from './sender-policy.ts'
import { FakePort, PAGE_CHANNELS, servedToPage } from './testing/page-channels.ts'

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
it('our page is itself, wherever in it one is (checklist 17)', () => {
  expect(isOurPage({ url: PAGE, parent: null }, PAGE)).toBe(true)
  expect(isOurPage({ url: `${PAGE}#/session/a`, parent: null }, PAGE)).toBe(true)
})

function openPort(frame: FrameFacts | null) {
  const { core, router, desktopCalls } = servedToPage()
  const port = new FakePort()
  const logger = createRecordingLogger()
  serveContractOnPort(port, { router, logger, isOurPage: () => isOurPage(frame, PAGE) })
  return { port, calls: () => core.calls() + desktopCalls() }
}

const answered = () => new Promise((resolve) => setImmediate(resolve))

it.each(PAGE_CHANNELS)('a message of our page is answered on %s', async (path) => {
  const { port } = openPort({ url: PAGE, parent: null })
  port.call(1, path, {})
  await vi.waitFor(() => expect(port.sent.length).toBeGreaterThan(0))
  expect(port.answers()[0]?.status).not.toBe(404)
  expect(port.closed).toBe(false)
})

describe.each(BAD)('a message of %s (checklist 17)', (_name, frame) => {
  it.each(PAGE_CHANNELS)('is refused on %s, and ends the port', async (path) => {
    const { port, calls } = openPort(frame)
    port.call(1, path, {})
    await answered()
    expect([calls(), port.sent.length, port.closed]).toEqual([0, 0, true])
  })
})
