import { type RefObject, useEffect, useMemo } from 'react'
import { useSessionStore } from '../features/sessions/session-context.ts'
import { SESSION_TABLE_ID } from '../features/sessions/session-table.tsx'
import { visibleSessions } from '../../shared/domain/visible-sessions.ts'
import { commandOf, type FocusPlace, type KeyCommand } from './keyboard.ts'

export interface KeyboardTargets {
  readonly filterField: RefObject<HTMLInputElement | null>
  /** While a dialog is open it owns the keys. */
  readonly dialogOpen: boolean
  readonly openHelp: () => void
  readonly openPalette: () => void
  readonly openImport: () => void
}

/** Listens for the keys of the page as long as it is drawn. */
export function useKeyboard(targets: KeyboardTargets): void {
  const run = useCommands(targets)
  const { dialogOpen } = targets
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (dialogOpen || event.defaultPrevented) return
      const command = commandOf(event, placeOf(event.target))
      if (command === undefined) return
      event.preventDefault()
      run(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [dialogOpen, run])
}

function useCommands({ filterField, openHelp, openPalette, openImport }: KeyboardTargets) {
  const store = useSessionStore()
  return useMemo(() => {
    const actions = store.getState()
    const back = (): void => {
      const { view, detailsOpen, info } = store.getState()
      if (view.kind === 'context') actions.show({ kind: 'contexts' })
      else if (view.kind !== 'sessions') actions.show({ kind: 'sessions' })
      else if (detailsOpen) actions.closeDetails()
      else if (info?.host.kind === 'desktop') window.close()
      focusList()
    }
    const dismiss = (): void => {
      const { view, detailsOpen } = store.getState()
      const field = filterField.current
      if (field !== null && document.activeElement === field) {
        if (field.value === '') focusList()
        else actions.setFilter({ text: '' })
      } else if (view.kind === 'sessions' && !detailsOpen) actions.clearFilter()
      else back()
    }
    const named: Readonly<Record<Extract<KeyCommand, string>, () => void>> = {
      next: () => actions.move(1),
      previous: () => actions.move(-1),
      first: () => actions.move(-Infinity),
      last: () => actions.move(Infinity),
      open() {
        const { selectedId, detailsOpen } = store.getState()
        if (selectedId === null) return
        if (detailsOpen) actions.openSession(selectedId)
        else actions.openDetails(selectedId)
      },
      dismiss,
      back,
      filter() {
        actions.show({ kind: 'sessions' })
        filterField.current?.select()
      },
      refresh: () => void actions.refresh(),
      help: openHelp,
      palette: openPalette,
      sessions: () => actions.show({ kind: 'sessions' }),
      overview: () => actions.show({ kind: 'overview' }),
      contexts: () => actions.show({ kind: 'contexts' }),
      import: openImport,
      tag: () => actions.editLabel('tag'),
      project: () => actions.editLabel('project'),
      note: () => actions.editLabel('note'),
    }
    return (command: KeyCommand): void => {
      if (typeof command === 'string') return named[command]()
      const { sessions, filter, scope } = store.getState()
      const session = visibleSessions(sessions, filter, scope)[command.openPlace]
      if (session !== undefined) actions.openSession(session.id)
    }
  }, [store, filterField, openHelp, openPalette, openImport])
}

function placeOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof Element)) return 'list'
  if (target.closest('.label-field') !== null) return 'text'
  if (target.closest('input:not([type=checkbox]), textarea, select') !== null) return 'field'
  if (target.closest('button, a, summary, input') !== null) return 'control'
  return target.closest('.details, .page') === null ? 'list' : 'details'
}

/** Gives the focus back to the list, where the keys move the selection. */
function focusList(): void {
  document.getElementById(SESSION_TABLE_ID)?.focus({ preventScroll: true })
}
