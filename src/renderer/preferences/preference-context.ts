import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { PreferenceStore } from './preference-store.ts'

type PreferenceState = ReturnType<PreferenceStore['getState']>

export const PreferenceContext = createContext<PreferenceStore | null>(null)

/** Draws the component again when what `select` takes from the preferences changes. */
export function usePreferences<T>(select: (state: PreferenceState) => T): T {
  const store = useContext(PreferenceContext)
  if (store === null) throw new Error('no preference store above this component')
  return useStore(store, select)
}
