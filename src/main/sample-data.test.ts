import { expect, it } from 'vitest'
import type { ShownNotice } from './notifications/show-notice.ts'
import { asSample, sampleNotices } from './sample-data.ts'
import { summarize } from './tray/tray-summary.ts'

it('a notification of made-up sessions says that they are', () => {
  const shown: ShownNotice[] = []
  const notice = {
    title: 'billing · Codex',
    body: 'It waits for your answer.',
    isUrgent: false,
    sound: true,
    onClick: () => undefined,
    onFailed: () => undefined,
  }
  sampleNotices((marked) => shown.push(marked))(notice)
  expect(shown).toEqual([{ ...notice, title: 'Sample data: billing · Codex' }])
})

it('so does the tooltip of the tray', () => {
  expect(asSample(summarize([], undefined)).tooltip).toMatch(/^Sample data: ./)
})
