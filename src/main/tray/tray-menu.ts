import type { Session } from '../../shared/contract/session.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { urgencyOf } from '../../shared/domain/urgency.ts'
import type { TraySummary } from './tray-summary.ts'

/** As many sessions as a menu can be read at a glance, and as digits can reach. */
export const MAX_MENU_SESSIONS = 9

const MAX_LABEL_CHARACTERS = 60

/** What a choice in the menu asks for. */
export type TrayCommand =
  | { readonly kind: 'openSession'; readonly id: string }
  | { readonly kind: 'openDashboard' }
  | { readonly kind: 'pause'; readonly on: boolean }
  | { readonly kind: 'quiet'; readonly on: boolean }
  | { readonly kind: 'openPreferences' }
  | { readonly kind: 'openDoctor' }
  | { readonly kind: 'quit' }

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly command: TrayCommand }
  | {
      readonly kind: 'switch'
      readonly label: string
      readonly checked: boolean
      readonly command: TrayCommand
    }

export interface MenuQuestion {
  readonly summary: TraySummary
  /** Name of an assistant for people, by its id. */
  readonly assistantName: (provider: string) => string
  readonly paused: boolean
  /** Until when nothing is told; `undefined` while notifications come. */
  readonly quietUntil: Date | undefined
}

const SEPARATOR: TrayItem = { kind: 'separator' }

/** The tray's menu: what all sessions come to, the most urgent of them, and what can be done. */
export function trayMenu(question: MenuQuestion): readonly TrayItem[] {
  const { summary, paused, quietUntil } = question
  const shown = summary.sessions.slice(0, MAX_MENU_SESSIONS)
  const more = summary.sessions.length - shown.length
  return [
    { kind: 'text', label: summary.tooltip },
    ...shown.map((session) => sessionItem(session, question)),
    ...(more > 0 ? [action(`${more} more …`, { kind: 'openDashboard' })] : []),
    SEPARATOR,
    action('Open dashboard', { kind: 'openDashboard' }),
    SEPARATOR,
    { kind: 'switch', label: 'Pause', checked: paused, command: { kind: 'pause', on: !paused } },
    {
      kind: 'switch',
      label: quietUntil === undefined ? 'Quiet for an hour' : `Quiet until ${clockTime(quietUntil)}`,
      checked: quietUntil !== undefined,
      command: { kind: 'quiet', on: quietUntil === undefined },
    },
    SEPARATOR,
    action('Preferences …', { kind: 'openPreferences' }),
    action('Doctor …', { kind: 'openDoctor' }),
    SEPARATOR,
    action('Quit', { kind: 'quit' }),
  ]
}

function action(label: string, command: TrayCommand): TrayItem {
  return { kind: 'action', label, command }
}

function sessionItem(session: Session, { assistantName }: MenuQuestion): TrayItem {
  const name = plainText((session.title ?? session.project ?? session.id).slice(0, 4 * MAX_LABEL_CHARACTERS))
  const short = name.length > MAX_LABEL_CHARACTERS ? `${name.slice(0, MAX_LABEL_CHARACTERS)}…` : name
  const label = `${urgencyOf(session)}: ${short} (${assistantName(session.provider)})`
  // A single ampersand would mark the next letter as a key.
  return action(label.replaceAll('&', '&&'), { kind: 'openSession', id: session.id })
}

function clockTime(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}
