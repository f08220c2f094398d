import type { ContractClient } from '../../../shared/contract/index.ts'

/** A file of contexts that the core put together. */
export interface ExportedFile {
  readonly name: string
  /** Its bytes, in order. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[]
  /** Secrets and home folders that were taken out; `null` where nothing was looked for. */
  readonly takenOut: number | null
}

/** Has contexts of sessions, or imported ones, put into a file, and fetches that piece by piece. */
export async function fetchExport(
  contexts: Pick<ContractClient['contexts'], 'export' | 'download'>,
  question: Parameters<ContractClient['contexts']['export']>[0],
): Promise<ExportedFile> {
  const { transfer, name, redacted } = await contexts.export(question)
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let from: number | null = 0; from !== null; ) {
    const { piece, next } = await contexts.download({ transfer, from })
    parts.push(bytesOf(piece))
    from = next
  }
  const takenOut =
    redacted === null
      ? null
      : Object.values(redacted.secrets).reduce((sum, count) => sum + count, redacted.homeFolders)
  return { name, parts, takenOut }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
