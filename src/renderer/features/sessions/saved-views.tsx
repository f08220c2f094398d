import { type FormEvent, useState } from 'react'
import { usePreferences } from '../../preferences/preference-context.ts'
import { LONGEST_VIEW_NAME, type SavedView } from '../../preferences/preferences.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { Popover, useClosePopover } from '../../ui/popover.tsx'
import { isFiltering } from '../../../shared/domain/session-filter.ts'
import { useSessionActions, useSessions } from './session-context.ts'

/** Filters that were given a name, and a place to name the present one. */
export function SavedViews() {
  return (
    <Popover button="Views" label="Saved views" className="text-button">
      <ViewList />
    </Popover>
  )
}

function ViewList() {
  const onDone = useClosePopover()
  const views = usePreferences((state) => state.savedViews)
  const removeView = usePreferences((state) => state.removeView)
  const apply = useApplyView()
  return (
    <>
      {views.length === 0 && <p className="popover-note">No saved views yet. Set a filter, then name it.</p>}
      <ul className="view-list">
        {views.map((view) => (
          <li key={view.name}>
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                apply(view)
                onDone()
              }}
            >
              <bdi>{view.name}</bdi>
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={`Forget ${view.name}`}
              title="Forget this view"
              onClick={() => removeView(view.name)}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      <SaveForm />
    </>
  )
}

function SaveForm() {
  const onDone = useClosePopover()
  const [name, setName] = useState('')
  const filter = useSessions((state) => state.filter)
  const scope = useSessions((state) => state.scope)
  const saveView = usePreferences((state) => state.saveView)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    saveView({ name: name.trim(), scope, filter })
    onDone()
  }
  return (
    <form className="inline-form" onSubmit={save}>
      <input
        className="text-field"
        value={name}
        maxLength={LONGEST_VIEW_NAME}
        placeholder={isFiltering(filter) ? 'Name of this filter' : 'Name of this view'}
        aria-label="Name of the view to save"
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button" disabled={name.trim() === ''}>
        Save
      </button>
    </form>
  )
}

/** Shows the list the way a saved view has it. */
export function useApplyView(): (view: SavedView) => void {
  const { setFilter, setScope, show } = useSessionActions()
  return ({ scope, filter }) => {
    show({ kind: 'sessions' })
    setFilter(filter)
    void setScope(scope)
  }
}
