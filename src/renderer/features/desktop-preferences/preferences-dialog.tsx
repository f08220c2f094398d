import { useEffect, useRef, useState } from 'react'
import type { DesktopClient, Preferences, PreferencesState } from '../../../shared/contract/desktop.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { reasonOf } from '../../ui/reason-of.ts'
import { PreferencesForm } from './preferences-form.tsx'
import './preferences.css'

export interface PreferencesDialogProps {
  readonly client: DesktopClient
  /** As they were when the dialog was asked for. */
  readonly found: PreferencesState
  readonly onClose: () => void
}

/** What can be chosen for the desktop app. A choice applies at once; the host has the last word on what is kept. */
export function PreferencesDialog({ client, found, onClose }: PreferencesDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState(found)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => dialog.current?.showModal(), [])

  const keep = async (preferences: Preferences): Promise<void> => {
    // Shown at once: a switch must not fall back until the answer comes.
    setState({ ...state, preferences })
    try {
      setState(await client.desktop.setPreferences(preferences))
      setFailure(null)
    } catch (error) {
      setState(state)
      setFailure(reasonOf(error))
    }
  }
  const troubles = failure === null ? state.problems : [failure, ...state.problems]
  return (
    <dialog ref={dialog} className="preferences" aria-labelledby="preferences-title" onClose={onClose}>
      <div className="preferences-head">
        <h2 id="preferences-title">Preferences</h2>
        <button
          type="button"
          className="icon-button"
          onClick={onClose}
          aria-label="Close"
          title="Close (Esc)"
        >
          <CloseIcon />
        </button>
      </div>
      {troubles.map((trouble) => (
        <p key={trouble} className="preferences-trouble" role="alert">
          {trouble}
        </p>
      ))}
      <PreferencesForm
        preferences={state.preferences}
        trayIsShown={state.trayIsShown}
        onChange={(preferences) => void keep(preferences)}
      />
    </dialog>
  )
}
