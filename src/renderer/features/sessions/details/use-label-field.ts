import { type RefObject, useEffect, useRef } from 'react'
import { useSessionActions, useSessions } from '../session-context.ts'
import type { LabelField } from '../session-state.ts'

/** Gives the focus to a field that a key or a command asked for, as soon as it is drawn. */
export function useLabelField<Field extends HTMLElement>(name: LabelField): RefObject<Field | null> {
  const field = useRef<Field>(null)
  const isWanted = useSessions(({ wantedField }) => wantedField === name)
  const { fieldTaken } = useSessionActions()
  useEffect(() => {
    if (!isWanted) return
    field.current?.focus()
    fieldTaken()
  }, [isWanted, fieldTaken])
  return field
}
