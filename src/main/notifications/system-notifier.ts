import type { NotificationCallback } from 'node-notifier'
import {
  createNotifySend,
  type NotifySendOptions,
  notifySendTellsClicks,
  withoutMarkup,
} from './notify-send.ts'
import type { ShownNotice, ShowNotice } from './show-notice.ts'

export interface NotifierQuestion extends NotifySendOptions {
  readonly platform: NodeJS.Platform
  /** Folder of node-notifier's programs for macOS and Windows, outside of any archive. */
  readonly programs: string
  /**
   * What the installed app's shortcut calls it on Windows, which shows notifications of no other name; `undefined` where
   * it is not installed: then the notifying program makes a shortcut of its own.
   */
  readonly appId: string | undefined
}

/** How many seconds a click on macOS still opens the session. */
const CLICK_SECONDS = 600

/** The system's notifications: node-notifier's, and on a newer Linux `notify-send` itself, for its clicks. */
export async function openSystemNotifier(question: NotifierQuestion): Promise<ShowNotice> {
  if (question.platform === 'darwin') return await openMac(question)
  if (question.platform === 'win32') return await openWindows(question)
  return (await notifySendTellsClicks()) ? createNotifySend(question) : await openWithoutClicks(question)
}

async function openMac({ programs, icon }: NotifierQuestion): Promise<ShowNotice> {
  const { default: NotificationCenter } = await import('node-notifier/notifiers/notificationcenter.js')
  const customPath = `${programs}/mac.noindex/terminal-notifier.app/Contents/MacOS/terminal-notifier`
  const center = new NotificationCenter({ customPath })
  return (notice) => {
    const { title, body: message, sound } = notice
    center.notify({ title, message, sound, contentImage: icon, timeout: CLICK_SECONDS }, answerTo(notice))
  }
}

async function openWindows({ programs, icon, appId }: NotifierQuestion): Promise<ShowNotice> {
  const { default: WindowsToaster } = await import('node-notifier/notifiers/toaster.js')
  const toaster = new WindowsToaster({ customPath: `${programs}\\snoreToast\\snoretoast-x64.exe` })
  return (notice) => {
    const { title, body: message, sound } = notice
    toaster.notify({ title, message, sound, icon, ...(appId && { appID: appId }) }, answerTo(notice))
  }
}

/** An old `notify-send`. A title that begins with a dash would be an option. */
async function openWithoutClicks({ icon }: NotifierQuestion): Promise<ShowNotice> {
  const { default: NotifySend } = await import('node-notifier/notifiers/notifysend.js')
  const plain = new NotifySend()
  return (notice) => {
    const title = notice.title.replace(/^-+/, '')
    const urgency = notice.isUrgent ? 'critical' : 'normal'
    plain.notify({ title, message: withoutMarkup(notice.body), icon, urgency }, answerTo(notice))
  }
}

/** node-notifier says `activate` for a click, and an empty text where there was no error. */
function answerTo({ onClick, onFailed }: ShownNotice): NotificationCallback {
  return (error, response) => {
    if (error) onFailed(error)
    else if (response === 'activate') onClick()
  }
}
