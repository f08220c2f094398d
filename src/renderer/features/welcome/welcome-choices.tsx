import { useEffect, useState } from 'react'
import type { DesktopClient, Preferences } from '../../../shared/contract/desktop.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import { useDesktopClient } from '../desktop/desktop-client-context.ts'
import { PreferenceSwitch } from '../desktop-preferences/preference-switch.tsx'
import { isToldWhenNeeded, toldWhenNeeded } from '../desktop-preferences/told-when-needed.ts'
import '../desktop-preferences/preferences.css'

/** What the desktop app asks a newcomer; in a browser, what is missing there. */
export function WelcomeChoices() {
  const client = useDesktopClient()
  return client === null ? (
    <p>
      A page in a browser tells nothing while it is closed: notifications, the tray and a start at login come
      with the desktop app.
    </p>
  ) : (
    <DesktopChoices client={client} />
  )
}

function DesktopChoices({ client }: { readonly client: DesktopClient }) {
  const [preferences, setPreferences] = useState<Preferences | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    client.desktop.preferences().then(
      (found) => setPreferences(found.preferences),
      (error: unknown) => setTrouble(reasonOf(error)),
    )
  }, [client])
  const keep = async (chosen: Preferences): Promise<void> => {
    setPreferences(chosen)
    try {
      const kept = await client.desktop.setPreferences(chosen)
      setPreferences(kept.preferences)
      setTrouble(null)
    } catch (error) {
      setPreferences(preferences)
      setTrouble(reasonOf(error))
    }
  }
  return (
    <div className="welcome-choices" role="group" aria-label="The app">
      {preferences !== null && (
        <>
          <PreferenceSwitch
            label="Tell me when a session needs me"
            on={isToldWhenNeeded(preferences.notifications.causes)}
            onChange={(told) => {
              const { notifications } = preferences
              const causes = toldWhenNeeded(notifications.causes, told)
              void keep({ ...preferences, notifications: { ...notifications, causes } })
            }}
          />
          <PreferenceSwitch
            label="Start when I log in, in the tray"
            on={preferences.startAtLogin}
            onChange={(startAtLogin) => void keep({ ...preferences, startAtLogin })}
          />
        </>
      )}
      {trouble !== null && (
        <p className="preferences-trouble" role="alert">
          {trouble}
        </p>
      )}
      <p>Preferences, in the tray’s menu, has the rest: what is told, quiet hours, sound.</p>
    </div>
  )
}
