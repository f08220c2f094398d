import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Message, type MessageBus, sessionBus } from '@jellybrick/dbus-next'
import { vi } from 'vitest'
import { z } from 'zod'

const START_LIMIT_MS = 20_000

export interface ShownNotification {
  readonly summary: string
  readonly body: string
}

/** A desktop of its own: a display, a session bus, a panel with a tray, and a notification daemon. */
export interface DesktopSession {
  readonly env: Readonly<Record<string, string>>
  readonly bus: MessageBus
  /** How many notifications are on the screen. */
  notificationCount(): number
  /** Chooses the default action of the newest notification, as a click on it does. */
  clickNotification(): void
  /** Closes all notifications, and gives every one that there was, the oldest first. */
  closeNotifications(): readonly ShownNotification[]
  close(): Promise<void>
}

export async function openDesktopSession(): Promise<DesktopSession> {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-session-'))
  const children: ChildProcess[] = []
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
  }
  const start = (program: string, args: readonly string[]): ChildProcess => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    children.push(child)
    return child
  }
  const firstLine = async (child: ChildProcess): Promise<string> => {
    if (child.stdout === null) throw new Error('no output')
    const [line] = await once(createInterface(child.stdout), 'line')
    return String(line)
  }
  env['DISPLAY'] = `:${await firstLine(start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24']))}`
  const daemon = start('dbus-daemon', ['--session', '--nofork', '--print-address=1'])
  const busAddress = await firstLine(daemon)
  env['DBUS_SESSION_BUS_ADDRESS'] = busAddress
  const bus = sessionBus({ busAddress })
  start('dunst', [])
  start('xfce4-panel', ['--disable-wm-check'])
  await vi.waitFor(
    async () => {
      await requireOwner(bus, 'org.freedesktop.Notifications')
      await requireOwner(bus, 'org.kde.StatusNotifierWatcher')
    },
    { timeout: START_LIMIT_MS, interval: 100 },
  )
  const dunstctl = (...args: string[]): string => execFileSync('dunstctl', args, { env, encoding: 'utf8' })
  return {
    env,
    bus,
    notificationCount: () => Number(dunstctl('count', 'displayed')),
    clickNotification: () => void dunstctl('action', '0'),
    closeNotifications() {
      dunstctl('close-all')
      return historyOf(dunstctl('history'))
    },
    async close() {
      bus.disconnect()
      for (const child of children.toReversed()) await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function requireOwner(bus: MessageBus, name: string): Promise<void> {
  const answer = await bus.call(
    new Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameHasOwner',
      signature: 's',
      body: [name],
    }),
  )
  if (answer?.body[0] !== true) throw new Error(`nobody owns ${name}`)
}

const textSchema = z.object({ data: z.string() })
const historySchema = z.object({
  data: z.tuple([z.array(z.object({ summary: textSchema, body: textSchema }))]),
})

/** dunst has the newest first, and prints control characters as they are. */
function historyOf(json: string): readonly ShownNotification[] {
  const [entries] = historySchema.parse(JSON.parse(json)).data
  return entries.map(({ summary, body }) => ({ summary: summary.data, body: body.data })).toReversed()
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
