import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { guardNavigation } from './navigation-policy.ts'

class RecordingContents extends EventEmitter {
  windowOpenAnswer: string | undefined

  setWindowOpenHandler(handler: () => { readonly action: 'deny' }): void {
    this.windowOpenAnswer = handler().action
  }
}

describe('a guarded window', () => {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    it(`prevents ${event} (checklist 11 to 13)`, () => {
      const contents = new RecordingContents()
      guardNavigation(contents)
      let prevented = false
      contents.emit(event, { preventDefault: () => (prevented = true) })
      expect(prevented).toBe(true)
    })
  }

  it('opens no other window (checklist 14)', () => {
    const contents = new RecordingContents()
    guardNavigation(contents)
    expect(contents.windowOpenAnswer).toBe('deny')
  })
})
