import { fetchExport } from '../exchange/fetch-export.ts'
import { saveFile } from '../exchange/save-file.ts'
import type { ContextFileFormat } from '../../../shared/domain/context-files.ts'
import type {
  ContextDetail,
  ContextMessages,
  ContextPreview,
  ContractClient,
  ImportedContexts,
  ListedContext,
} from '../../../shared/contract/index.ts'

/** What the page needs of the contract for contexts. Every call rejects where there is no connection. */
export interface ContextApi {
  upload(piece: {
    readonly transfer: string | null
    readonly from: number
    readonly piece: string
  }): Promise<{ readonly transfer: string; readonly sizeBytes: number }>
  preview(transfer: string): Promise<ContextPreview>
  import(transfer: string, attachTo: string | null): Promise<ImportedContexts>
  discard(transfer: string): Promise<void>
  list(offset: number): Promise<{ readonly contexts: readonly ListedContext[]; readonly total: number }>
  get(id: string): Promise<ContextDetail>
  messages(id: string, from: number): Promise<ContextMessages>
  remove(id: string): Promise<void>
  /** Saves imported contexts as a file of the person's. They are given back as they came. */
  save(ids: readonly string[], format: ContextFileFormat): Promise<void>
}

/** The same over whatever transport the client has. */
export function createContextApi({ contexts }: Pick<ContractClient, 'contexts'>): ContextApi {
  return {
    upload: (piece) => contexts.upload({ ...piece }),
    preview: (transfer) => contexts.preview({ transfer }),
    import: (transfer, attachTo) => contexts.import({ transfer, attachTo }),
    async discard(transfer) {
      await contexts.discard({ transfer })
    },
    list: (offset) => contexts.list({ offset }),
    get: (id) => contexts.get({ id }),
    messages: (id, from) => contexts.messages({ id, from }),
    async remove(id) {
      await contexts.remove({ id })
    },
    save: async (ids, format) => saveFile(await fetchExport(contexts, { ids: [...ids], format })),
  }
}
