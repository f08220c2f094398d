import { createStore, type StoreApi } from 'zustand/vanilla'
import { LARGEST_CONTEXT_FILE_BYTES } from '../../../shared/domain/context-files.ts'
import type { ContextApi } from './context-api.ts'
import { type FileOnItsWay, forget, importFile, lookInto } from './import-file.ts'
import type { ChosenFile, ImportFile, ImportState, ImportStep } from './import-state.ts'

/** Files that are looked at at once. */
export const MOST_FILES = 20

export interface ImportActions {
  /** Shows the dialog, with nothing in it. */
  readonly begin: () => void
  /** Shows the dialog and looks into the files, one after the other. Nothing is imported yet. */
  readonly look: (files: readonly ChosenFile[]) => Promise<void>
  /** Imports every file that is ready, one after the other. `attachTo`: a session that they belong to. */
  readonly importAll: (attachTo: string | null) => Promise<void>
  /** Takes a file off the list. */
  readonly takeOff: (key: number) => void
  readonly close: () => void
}

export type ImportStore = StoreApi<ImportState & ImportActions>

const NOTHING: ImportState = { open: false, files: [], leftOut: 0 }

/**
 * The way of files into the store of contexts: chosen, sent, read, looked at by the person, imported. `onImported` is
 * called after each.
 */
export function createImportStore(api: ContextApi, onImported: () => void): ImportStore {
  const contents = new Map<number, Blob>()
  let last = 0
  function taken({ name, content, isFolder }: ChosenFile): ImportFile {
    const key = ++last
    contents.set(key, content)
    const trouble = isFolder ? FOLDER : content.size > LARGEST_CONTEXT_FILE_BYTES ? TOO_LARGE : undefined
    const step: ImportStep = trouble ? { kind: 'failed', reason: trouble } : { kind: 'waiting' }
    return { key, name, sizeBytes: content.size, step }
  }
  return createStore<ImportState & ImportActions>((set, get) => {
    function onItsWay(key: number): FileOnItsWay | undefined {
      const content = contents.get(key)
      return (
        content && {
          content,
          isWanted: () => contents.has(key),
          step: (step) =>
            set({ files: get().files.map((file) => (file.key === key ? { ...file, step } : file)) }),
        }
      )
    }
    return {
      ...NOTHING,
      begin: () => set({ open: true }),
      async look(chosen) {
        const files = chosen.slice(0, MOST_FILES).map(taken)
        set({ open: true, files: [...get().files, ...files], leftOut: chosen.length - files.length })
        for (const { key, step } of files) {
          const file = onItsWay(key)
          if (file && step.kind === 'waiting') await lookInto(api, file)
        }
      },
      async importAll(attachTo) {
        for (const { key, step } of get().files) {
          const file = onItsWay(key)
          if (!file || step.kind !== 'importable') continue
          if (await importFile(api, step, file, attachTo)) onImported()
        }
      },
      takeOff(key) {
        forgetReady(
          api,
          get().files.filter((file) => file.key === key),
        )
        contents.delete(key)
        set({ files: get().files.filter((file) => file.key !== key) })
      },
      close() {
        forgetReady(api, get().files)
        contents.clear()
        set({ open: false, files: [], leftOut: 0 })
      },
    }
  })
}

const FOLDER = 'This is a folder. Drop the files that are in it.'
const TOO_LARGE = `It is larger than ${LARGEST_CONTEXT_FILE_BYTES / 2 ** 20} MiB, which no import takes.`

function forgetReady(api: ContextApi, files: readonly ImportFile[]): void {
  for (const { step } of files) if (step.kind === 'importable') forget(api, step.transfer)
}
