import { describe, expect, it } from 'vitest'
import { browserPlaces } from './browser.ts'

describe('the places of a browser', () => {
  it('are looked up where each system keeps its programs', () => {
    expect(browserPlaces('linux', {})[0]).toBe('/usr/bin/chromium')
    expect(browserPlaces('darwin', {})[0]).toBe(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    )
    expect(browserPlaces('win32', { PROGRAMFILES: 'C:\\Program Files' })[0]).toBe(
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    )
  })

  it('are none where Windows does not say where its programs are', () => {
    expect(browserPlaces('win32', {})).toEqual([])
  })
})
