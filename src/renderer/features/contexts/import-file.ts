import { reasonOf } from '../../ui/reason-of.ts'
import type { ContextApi } from './context-api.ts'
import { handOver } from './hand-over.ts'
import type { ImportStep } from './import-state.ts'

/** One file that somebody chose, while the dialog that shows it is open. */
export interface FileOnItsWay {
  readonly content: Blob
  readonly step: (next: ImportStep) => void
  /** False once the person has taken it off. */
  readonly isWanted: () => boolean
}

/** Sends a file and has it read. Nothing is imported. */
export async function lookInto(api: ContextApi, { content, step, isWanted }: FileOnItsWay): Promise<void> {
  try {
    step({ kind: 'sending', sentBytes: 0 })
    const transfer = await handOver(api, content, (sentBytes) => step({ kind: 'sending', sentBytes }))
    step({ kind: 'reading' })
    const preview = await api.preview(transfer)
    if (preview.kind === 'refused' || !isWanted()) forget(api, transfer)
    if (preview.kind === 'refused') step({ kind: 'refused', problems: preview.problems })
    else step({ kind: 'importable', transfer, preview })
  } catch (error) {
    step({ kind: 'failed', reason: reasonOf(error) })
  }
}

/** Imports a file that was looked into. Answers whether it was. */
export async function importFile(
  api: ContextApi,
  ready: Extract<ImportStep, { kind: 'importable' }>,
  { content, step }: FileOnItsWay,
  attachTo: string | null,
): Promise<boolean> {
  try {
    step({ ...ready, kind: 'importing' })
    const { contexts } = await api.import(ready.transfer, attachTo).catch(async (error: unknown) => {
      if (!isGone(error)) throw error
      // It lay there too long, or the host was started anew.
      return api.import(await handOver(api, content, () => undefined), attachTo)
    })
    step({ kind: 'imported', contexts })
    return true
  } catch (error) {
    step({ kind: 'failed', reason: reasonOf(error) })
    return false
  }
}

/** What is handed over and no longer wanted. It would be forgotten by itself, too. */
export function forget(api: Pick<ContextApi, 'discard'>, transfer: string): void {
  api.discard(transfer).catch(() => undefined)
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'TRANSFER_GONE'
}
