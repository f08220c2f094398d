import { execFile, spawn } from 'node:child_process'
import type { ShownNotice, ShowNotice } from './show-notice.ts'

/** Name of the only action: what a click on the notification itself means. */
const CLICK = 'default'

/** Longer a process that only waits for a click is not kept. */
const WAIT_FOR_CLICK_MS = 10 * 60_000

export interface NotifySendOptions {
  /** Absolute path of the picture. */
  readonly icon: string
  /** Ends the processes that wait for a click. */
  readonly signal: AbortSignal
}

/** Whether this system's `notify-send` can tell of a click (libnotify 0.8, 2022). */
export async function notifySendTellsClicks(): Promise<boolean> {
  return await new Promise((resolve) => {
    execFile('notify-send', ['--help'], (error, stdout) =>
      resolve(error === null && stdout.includes('--action')),
    )
  })
}

/**
 * Shows notifications through the system's `notify-send`, started without a shell. Its process lives until the
 * notification is closed and prints the action that was chosen.
 */
export function createNotifySend({ icon, signal }: NotifySendOptions): ShowNotice {
  return (notice) => {
    const child = spawn('notify-send', notifySendArguments(notice, icon), {
      signal,
      timeout: WAIT_FOR_CLICK_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      if (text.trim() === CLICK) notice.onClick()
    })
    child.on('error', (cause) => {
      // Ended by us, because the app quits.
      if (!signal.aborted) notice.onFailed(cause)
    })
    child.on('exit', (code) => {
      if (code !== 0 && code !== null) notice.onFailed(new Error(`notify-send ended with code ${code}`))
    })
  }
}

export function notifySendArguments(notice: ShownNotice, icon: string): readonly string[] {
  return [
    '--app-name=LLM Session Manager',
    `--icon=${icon}`,
    `--urgency=${notice.isUrgent ? 'critical' : 'normal'}`,
    '--hint=string:desktop-entry:llm-session-manager',
    notice.sound ? '--hint=string:sound-name:message-new-instant' : '--hint=boolean:suppress-sound:true',
    `--action=${CLICK}=Open`,
    '--',
    notice.title,
    withoutMarkup(notice.body),
  ]
}

/** Bodies are markup (Desktop Notifications Specification 1.2): text must not become bold, a link or a picture. */
export function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
