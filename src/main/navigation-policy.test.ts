import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { guardNavigation } from './navigation-policy.ts'

class RecordingContents extends EventEmitter {
  windowOpenAnswer: string | undefined

  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'deny' }): void {
    this.windowOpenAnswer = handler({ url: 'https://example.test/' }).action
  }
}

describe('a guarded window', () => {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    it(`prevents ${event} (checklist 11 to 13)`, () => {
      const contents = new RecordingContents()
      guardNavigation(contents, () => undefined)
      let prevented = false
      contents.emit(event, { preventDefault: () => (prevented = true) })
      expect(prevented).toBe(true)
    })
  }

  it('opens no other window, and only tells where the link leads (checklist 14)', () => {
    const contents = new RecordingContents()
    const links: string[] = []
    guardNavigation(contents, (url) => links.push(url))
    expect(links).toEqual(['https://example.test/'])
    expect(contents.windowOpenAnswer).toBe('deny')
  })
})
