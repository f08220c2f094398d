import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { type ContextApi, createContextApi } from './context-api.ts'
import {
  type ContextList,
  type ContextListActions,
  type ContextListStore,
  createContextListStore,
} from './context-list-store.ts'
import type { ImportState } from './import-state.ts'
import { createImportStore, type ImportActions, type ImportStore } from './import-store.ts'

export interface ContextParts {
  readonly api: ContextApi
  readonly imports: ImportStore
  readonly list: ContextListStore
}

/** What the page has for contexts. The list follows what is imported. */
export function createContextParts(client: Parameters<typeof createContextApi>[0]): ContextParts {
  const api = createContextApi(client)
  const list = createContextListStore(api)
  return { api, list, imports: createImportStore(api, () => void list.getState().load()) }
}

export const ContextPartsContext = createContext<ContextParts | null>(null)

function useParts(): ContextParts {
  const parts = useContext(ContextPartsContext)
  if (parts === null) throw new Error('no way to the contexts above this component')
  return parts
}

export function useContextApi(): ContextApi {
  return useParts().api
}

/** Draws the component again when what `select` takes from the state changes. */
export function useImports<T>(select: (state: ImportState) => T): T {
  return useStore(useParts().imports, select)
}

/** Never changes, so that a component which only acts is not drawn again. */
export function useImportActions(): ImportActions {
  return useParts().imports.getState()
}

export function useContextList<T>(select: (state: ContextList) => T): T {
  return useStore(useParts().list, select)
}

export function useContextListActions(): ContextListActions {
  return useParts().list.getState()
}
