import { type RefObject, useEffect } from 'react'
import { commandOf, type FocusPlace, type KeyCommand } from './keyboard.ts'
import { useSessionActions, useSessions } from './session-context.ts'

export interface KeyboardTargets {
  readonly filterField: RefObject<HTMLInputElement | null>
  readonly details: RefObject<HTMLElement | null>
  /** While the help is open it owns the keys. */
  readonly helpOpen: boolean
  readonly openHelp: () => void
}

/** Listens for the keys of the sessions view as long as it is drawn. */
export function useKeyboard({ filterField, details, helpOpen, openHelp }: KeyboardTargets): void {
  const actions = useSessionActions()
  const selectedId = useSessions((state) => state.selectedId)
  const detailsOpen = useSessions((state) => state.detailsOpen)

  useEffect(() => {
    const dismiss = (): void => {
      const field = filterField.current
      if (field !== null && document.activeElement === field) {
        if (field.value === '') field.blur()
        else actions.setText('')
      } else if (detailsOpen) {
        actions.closeDetails()
        focusRow(selectedId)
      } else {
        actions.setText('')
        actions.setOnlyState(null)
      }
    }
    const run: Readonly<Record<KeyCommand, () => void>> = {
      next: () => actions.move(1),
      previous: () => actions.move(-1),
      first: () => actions.move(-Infinity),
      last: () => actions.move(Infinity),
      open() {
        const id = focusedRowId() ?? selectedId
        if (id !== null) actions.openDetails(id)
      },
      dismiss,
      filter: () => filterField.current?.select(),
      refresh: () => void actions.refresh(),
      help: openHelp,
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (helpOpen || event.defaultPrevented) return
      const command = commandOf(event, placeOf(event.target, details.current))
      if (command === undefined) return
      event.preventDefault()
      run[command]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [actions, detailsOpen, details, filterField, helpOpen, openHelp, selectedId])
}

function placeOf(target: EventTarget | null, details: HTMLElement | null): FocusPlace {
  if (!(target instanceof Element)) return 'list'
  if (target.closest('input, textarea, select') !== null) return 'field'
  if (target.closest('button, a, summary') !== null) return 'control'
  return details?.contains(target) === true ? 'details' : 'list'
}

function focusedRowId(): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-session]')
  return row?.dataset['session']
}

/** Gives the focus back to the row that the details belonged to. */
function focusRow(id: string | null): void {
  if (id === null) return
  document.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`)?.focus()
}
