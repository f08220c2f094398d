import type { ContextFileProblem, ContextPreview, ImportedContexts } from '../../../shared/contract/index.ts'

type Importable = Extract<ContextPreview, { kind: 'importable' }>

/** How far a file is on its way in. */
export type ImportStep =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly sentBytes: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'importable'; readonly transfer: string; readonly preview: Importable }
  | { readonly kind: 'refused'; readonly problems: readonly ContextFileProblem[] }
  | { readonly kind: 'importing'; readonly transfer: string; readonly preview: Importable }
  | { readonly kind: 'imported'; readonly contexts: ImportedContexts['contexts'] }
  /** Nothing of it was imported, for a reason that is not in the file. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface ImportFile {
  readonly key: number
  readonly name: string
  readonly sizeBytes: number
  readonly step: ImportStep
}

export interface ImportState {
  readonly open: boolean
  readonly files: readonly ImportFile[]
  /** Files of the last choice beyond those that are taken at once. */
  readonly leftOut: number
}

/** A file as a person chose or dropped it. */
export interface ChosenFile {
  readonly name: string
  readonly content: Blob
  /** True for a folder, of which there is nothing to read. */
  readonly isFolder: boolean
}

/** How many contexts the files that are ready would add. */
export function addedBy(files: readonly ImportFile[]): number {
  return files.reduce((sum, { step }) => sum + (step.kind === 'importable' ? step.preview.added : 0), 0)
}

/** Whether a file is still being sent, read or kept. */
export function isBusy(files: readonly ImportFile[]): boolean {
  return files.some(({ step: { kind } }) => ['waiting', 'sending', 'reading', 'importing'].includes(kind))
}
