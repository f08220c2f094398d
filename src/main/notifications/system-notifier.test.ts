import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openSystemNotifier } from './system-notifier.ts'

type Answer = (error: Error | null, response: string | undefined) => void

/** What node-notifier's classes were made with, and given to show. They start programs of systems that are not here. */
const made = vi.hoisted(() => {
  const record: {
    readonly options: unknown[]
    readonly shown: { readonly notification: unknown; readonly answer: Answer }[]
  } = { options: [], shown: [] }
  class Notifier {
    constructor(options: unknown) {
      record.options.push(options)
    }

    notify(notification: unknown, answer: Answer): void {
      record.shown.push({ notification, answer })
    }
  }
  return { record, Notifier }
})
vi.mock('node-notifier/notifiers/notificationcenter.js', () => ({ default: made.Notifier }))
vi.mock('node-notifier/notifiers/toaster.js', () => ({ default: made.Notifier }))
vi.mock('node-notifier/notifiers/notifysend.js', () => ({ default: made.Notifier }))
const tellsClicks = vi.hoisted(() => ({ is: false }))
vi.mock('./notify-send.ts', async (original) => ({
  ...(await original<object>()),
  notifySendTellsClicks: async () => tellsClicks.is,
  createNotifySend: () => () =>
    made.record.shown.push({ notification: 'notify-send', answer: () => undefined }),
}))

const { record } = made
const events: string[] = []
const notice = {
  title: '--x billing · Codex',
  body: '<b>waits</b>',
  isUrgent: true,
  sound: true,
  onClick: () => void events.push('click'),
  onFailed: (cause: unknown) => void events.push(String(cause)),
}

beforeEach(() => {
  record.options.length = 0
  record.shown.length = 0
  events.length = 0
})

async function show(platform: NodeJS.Platform, appId?: string) {
  const signal = new AbortController().signal
  const notifier = await openSystemNotifier({
    platform,
    icon: '/app.png',
    programs: '/programs',
    appId,
    signal,
  })
  notifier(notice)
  return record.shown[0] ?? expect.fail('nothing was shown')
}

describe('notifications', () => {
  it('of macOS go through the program beside the archive, and wait ten minutes for a click', async () => {
    const { notification } = await show('darwin')
    expect(record.options).toEqual([
      { customPath: '/programs/mac.noindex/terminal-notifier.app/Contents/MacOS/terminal-notifier' },
    ])
    expect(notification).toEqual({
      title: notice.title,
      message: notice.body,
      sound: true,
      contentImage: '/app.png',
      timeout: 600,
    })
  })

  it('of Windows carry the name of the installed app’s shortcut, which is that of the packages', async () => {
    const builder = readFileSync(resolve(import.meta.dirname, '../../../electron-builder.yml'), 'utf8')
    const desktop = readFileSync(resolve(import.meta.dirname, '../run-desktop.ts'), 'utf8')
    const [, appId = ''] = /APP_ID = '([^']+)'/.exec(desktop) ?? []
    expect(builder.split('\n')).toContain(`appId: ${appId}`)
    const { notification } = await show('win32', appId)
    expect(record.options).toEqual([{ customPath: '/programs\\snoreToast\\snoretoast-x64.exe' }])
    expect(notification).toMatchObject({
      title: notice.title,
      message: notice.body,
      icon: '/app.png',
      appID: appId,
    })
  })

  it('of Windows carry no name where the app is not installed', async () => {
    expect((await show('win32')).notification).not.toHaveProperty('appID')
  })

  it('of an older Linux have no option for a title, and no markup', async () => {
    tellsClicks.is = false
    expect((await show('linux')).notification).toEqual({
      title: 'x billing · Codex',
      message: '&lt;b&gt;waits&lt;/b&gt;',
      icon: '/app.png',
      urgency: 'critical',
    })
  })

  it('of a newer Linux go through notify-send itself', async () => {
    tellsClicks.is = true
    expect((await show('linux')).notification).toBe('notify-send')
  })

  it.each(['darwin', 'win32'] as const)(
    'of %s tell of a click and of a failure, and of nothing else',
    async (platform) => {
      const { answer } = await show(platform)
      for (const response of ['activate', 'timeout', 'dismissed', undefined]) answer(null, response)
      answer(new Error('not allowed'), undefined)
      expect(events).toEqual(['click', 'Error: not allowed'])
    },
  )
})
