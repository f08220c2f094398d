import { type ContractRouterClient, eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { NOTIFICATION_CAUSES } from '../domain/notification-cause.ts'

/** `HH:MM` of the local clock. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 22:00')

const causes = z.strictObject({
  critical: z.boolean().default(true),
  nearLimit: z.boolean().default(true),
  waiting: z.boolean().default(true),
  stuck: z.boolean().default(true),
  finished: z.boolean().default(false),
} satisfies Readonly<Record<(typeof NOTIFICATION_CAUSES)[number], z.ZodType>>)

/** What the person chose for the desktop app. Every key may be left out of the file. */
export const preferencesSchema = z.strictObject({
  /** Of menus, dialogs and pages that follow the system. */
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  startAtLogin: z.boolean().default(false),
  /** Whether a start at login shows the window or the tray alone. */
  startHidden: z.boolean().default(true),
  /** Whether closing the window leaves the tray, where there is one. */
  keepInTray: z.boolean().default(true),
  notifications: z
    .strictObject({
      causes: causes.prefault({}),
      sound: z.boolean().default(true),
      /** Whether words of the transcript may stand in a notification. */
      transcriptText: z.boolean().default(false),
      /** Nothing is told between these two; `null` for no quiet hours. */
      quietHours: z
        .strictObject({ from: timeOfDay.default('22:00'), to: timeOfDay.default('07:00') })
        .nullable()
        .default(null),
    })
    .prefault({}),
})
export type Preferences = z.infer<typeof preferencesSchema>

export const preferencesStateSchema = z.object({
  preferences: preferencesSchema,
  /** What was wrong with the file when the app started, in sentences; empty where nothing was. */
  problems: z.array(z.string()),
  /** Whether a tray shows our picture now: without one, closing the window ends the app. */
  trayIsShown: z.boolean(),
})
export type PreferencesState = z.infer<typeof preferencesStateSchema>

/** What the tray, a notification or a menu asks of the page. */
export const pageRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), id: z.string() }),
  z.object({ kind: z.literal('preferences') }),
  /** The dialog that looks into files of contexts. */
  z.object({ kind: z.literal('import') }),
])
export type PageRequest = z.infer<typeof pageRequestSchema>

/**
 * What only the desktop app's own windows can ask. It travels over the same port as the contract, and is never served
 * to a network. The host says `preferences` among its capabilities.
 */
export const desktopContract = {
  desktop: {
    preferences: oc.output(preferencesStateSchema),
    setPreferences: oc.input(preferencesSchema).output(preferencesStateSchema),
    /** What this window is to show, from the moment on that it asks. */
    requests: oc.output(eventIterator(pageRequestSchema)),
    /** Brings the dashboard to the front, with a session where one is named. */
    openDashboard: oc.input(z.object({ sessionId: z.string().max(300).nullable() })).output(z.object({})),
  },
}

/** The desktop's part of the contract as its windows see it. */
export type DesktopClient = ContractRouterClient<typeof desktopContract>
