import { describe, expect, it } from 'vitest'
import { takeLaunchToken } from './launch-token.ts'

const TOKEN = 'A'.repeat(43)

function createPage(hash: string, stored: Readonly<Record<string, string>> = {}) {
  const storage = new Map(Object.entries(stored))
  const addresses: string[] = []
  return {
    storage,
    addresses,
    location: { hash, pathname: '/', search: '?a=1' },
    history: {
      replaceState: (_state: unknown, _title: string, url?: string | URL | null) =>
        void addresses.push(String(url)),
    },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
    },
  }
}

describe('the launch token of a page', () => {
  it('comes from the fragment, is kept for the tab and leaves the address bar', () => {
    const page = createPage(`#token=${TOKEN}`)
    expect(takeLaunchToken(page)).toBe(TOKEN)
    expect(page.addresses).toEqual(['/?a=1'])
    expect([...page.storage.values()]).toEqual([TOKEN])
  })

  it('leaves the place that its link leads to', () => {
    const page = createPage(`#token=${TOKEN}&at=%2Fsession%2Fcodex%253A1`)
    expect(takeLaunchToken(page)).toBe(TOKEN)
    expect(page.addresses).toEqual(['/?a=1#/session/codex%3A1'])
  })

  it('comes from the tab after a reload, and the address stays as it is', () => {
    const first = createPage(`#token=${TOKEN}`)
    takeLaunchToken(first)
    const again = createPage('', Object.fromEntries(first.storage))
    expect(takeLaunchToken(again)).toBe(TOKEN)
    expect(again.addresses).toEqual([])
  })

  it('is replaced by the one of a newer link', () => {
    const first = createPage(`#token=${TOKEN}`)
    takeLaunchToken(first)
    const newer = createPage(`#token=${'B'.repeat(43)}`, Object.fromEntries(first.storage))
    expect(takeLaunchToken(newer)).toBe('B'.repeat(43))
  })

  it('is none without a link, and another fragment is left alone', () => {
    const page = createPage('#section')
    expect(takeLaunchToken(page)).toBeUndefined()
    expect(page.addresses).toEqual([])
  })

  it.each(['', 'short', `${TOKEN} x`, `${TOKEN},evil`, '%00'])(
    'is none where the fragment says %j, which is still removed',
    (value) => {
      const page = createPage(`#token=${encodeURIComponent(value)}`)
      expect(takeLaunchToken(page)).toBeUndefined()
      expect(page.addresses).toEqual(['/?a=1'])
      expect(page.storage.size).toBe(0)
    },
  )
})
