import { describe, expect, it } from 'vitest'
import { isAllowedRequest, pageAddress } from './page-address.ts'

const DEVELOPMENT = 'http://localhost:5173'

describe('the page of a window', () => {
  it('is our own, and nothing in the environment changes that once it is packaged (checklist 1 and 18)', () => {
    expect(pageAddress({ isPackaged: true, env: {} })).toBe('app://window/index.html')
    expect(pageAddress({ isPackaged: true, env: { ELECTRON_RENDERER_URL: DEVELOPMENT } })).toBe(
      'app://window/index.html',
    )
  })

  it('is that of the development server before, where it runs on this machine', () => {
    expect(pageAddress({ isPackaged: false, env: { ELECTRON_RENDERER_URL: DEVELOPMENT } })).toBe(
      `${DEVELOPMENT}/`,
    )
    for (const url of [
      'http://evil.test:5173',
      'https://localhost.evil.test',
      'file:///etc/passwd',
      'nonsense',
    ])
      expect(pageAddress({ isPackaged: false, env: { ELECTRON_RENDERER_URL: url } })).toBe(
        'app://window/index.html',
      )
  })
})

describe('the requests of a window', () => {
  const page = 'app://window/index.html'

  it('reach its own files and nothing on a network or a disk', () => {
    expect(isAllowedRequest('app://window/assets/index.js', page)).toBe(true)
    for (const url of [
      'http://window/',
      'https://evil.test/?data',
      'ws://evil.test/',
      'ws://window/',
      'wss://window/',
      'file:///etc/passwd',
      'app://other/index.html',
      'ftp://evil.test/',
      'not a url',
    ])
      expect(isAllowedRequest(url, page), url).toBe(false)
  })

  it('reach the development server and its socket while that serves the page', () => {
    expect(isAllowedRequest('http://localhost:5173/main.tsx', DEVELOPMENT)).toBe(true)
    expect(isAllowedRequest('ws://localhost:5173/', DEVELOPMENT)).toBe(true)
    expect(isAllowedRequest('http://localhost:9/', DEVELOPMENT)).toBe(false)
  })
})
