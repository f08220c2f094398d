import type { Preferences } from '../../../shared/contract/desktop.ts'
import type { NotificationCause } from '../../../shared/domain/notification-cause.ts'
import { PreferenceSwitch } from './preference-switch.tsx'
import { QuietHoursFields } from './quiet-hours-fields.tsx'

export interface PreferencesFormProps {
  readonly preferences: Preferences
  readonly trayIsShown: boolean
  readonly onChange: (preferences: Preferences) => void
}

const THEMES = [
  { value: 'system', label: 'As the system has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

const CAUSES: readonly { readonly cause: NotificationCause; readonly label: string }[] = [
  { cause: 'critical', label: 'turns critical' },
  { cause: 'nearLimit', label: 'nears its context limit' },
  { cause: 'waiting', label: 'waits for an answer' },
  { cause: 'stuck', label: 'is stuck' },
  { cause: 'finished', label: 'has finished its turn' },
]

export function PreferencesForm({ preferences, trayIsShown, onChange }: PreferencesFormProps) {
  const { notifications } = preferences
  const change = (part: Partial<Preferences>): void => onChange({ ...preferences, ...part })
  const changeNotifications = (part: Partial<Preferences['notifications']>): void =>
    change({ notifications: { ...notifications, ...part } })
  return (
    <form className="preferences-form" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Tell me when a session</legend>
        {CAUSES.map(({ cause, label }) => (
          <PreferenceSwitch
            key={cause}
            label={label}
            on={notifications.causes[cause]}
            onChange={(on) => changeNotifications({ causes: { ...notifications.causes, [cause]: on } })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>Notifications</legend>
        <PreferenceSwitch
          label="with a sound"
          on={notifications.sound}
          onChange={(sound) => changeNotifications({ sound })}
        />
        <PreferenceSwitch
          label="with the session’s title, which may say what it is about"
          on={notifications.transcriptText}
          onChange={(transcriptText) => changeNotifications({ transcriptText })}
        />
        <QuietHoursFields
          quietHours={notifications.quietHours}
          onChange={(quietHours) => changeNotifications({ quietHours })}
        />
      </fieldset>
      <fieldset>
        <legend>The app</legend>
        <label className="preferences-choice">
          Menus and dialogs
          <select
            value={preferences.theme}
            onChange={(event) => {
              const theme = THEMES.find(({ value }) => value === event.target.value)?.value
              if (theme !== undefined) change({ theme })
            }}
          >
            {THEMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <PreferenceSwitch
          label="start at login"
          on={preferences.startAtLogin}
          onChange={(startAtLogin) => change({ startAtLogin })}
        />
        <PreferenceSwitch
          label="and show the tray alone then"
          on={preferences.startHidden}
          disabled={!preferences.startAtLogin}
          onChange={(startHidden) => change({ startHidden })}
        />
        <PreferenceSwitch
          label="stay in the tray when the window is closed"
          on={preferences.keepInTray}
          onChange={(keepInTray) => change({ keepInTray })}
        />
        {!trayIsShown && (
          <p className="preferences-note">This desktop shows no tray now: closing the window ends the app.</p>
        )}
      </fieldset>
    </form>
  )
}
