import { implement } from '@orpc/server'
import { LARGEST_CONTEXT_FILE_BYTES } from '../../shared/domain/context-files.ts'
import type { ListedContext } from '../../shared/contract/contexts.ts'
import { contract } from '../../shared/contract/contract.ts'
import type { ContextFile } from '../exchange/context-file.ts'
import { contextMessages } from '../exchange/context-messages.ts'
import type { ContextService } from '../exchange/context-service.ts'
import { contextDetail } from '../exchange/context-summary.ts'
import { exportFile } from '../exchange/export-file.ts'
import { previewOf, spokenProblem } from '../exchange/preview-contexts.ts'
import type { Transfers } from '../exchange/transfers.ts'
import type { ExportSettings } from '../settings/settings.ts'
import type { KeptContext } from '../store/user-contexts.ts'
import { readable } from './conversation-procedures.ts'
import { type ContractErrors, idOf, type SessionFinder } from './session-id.ts'

/** What this group asks of sessions. */
export interface SessionsHere extends SessionFinder {
  byIds(ids: readonly string[]): readonly { readonly id: string }[]
}

/** The contract's contexts in and out. */
export function contextProcedures(sessions: SessionsHere, contexts: ContextService) {
  const os = implement(contract.contexts)
  const { transfers } = contexts
  return os.router({
    upload: os.upload.handler(({ input, errors }) => {
      const received = transfers.receive(input.transfer, input.from, Buffer.from(input.piece, 'base64'))
      if (received.kind === 'gone') throw errors.TRANSFER_GONE()
      if (received.kind === 'too large') throw tooLarge(errors)
      return { transfer: received.transfer, sizeBytes: received.sizeBytes }
    }),
    preview: os.preview.handler(async ({ input, errors }) => {
      const bytes = handedOver(transfers, input.transfer, errors)
      const sizeBytes = bytes.length
      const prepared = await contexts.read(bytes)
      return previewOf(prepared, sizeBytes, {
        known: contexts.all(),
        isHere: (id) => sessions.byIds([id]).length > 0,
      })
    }),
    import: os.import.handler(async ({ input, errors }) => {
      const attachTo = input.attachTo === null ? null : idOf(sessions, input.attachTo, errors)
      const prepared = await contexts.read(handedOver(transfers, input.transfer, errors))
      if (prepared.kind === 'refused')
        throw errors.CONTEXT_REFUSED({ data: { problems: prepared.problems.map(spokenProblem) } })
      const written = contexts.import(prepared.contexts, attachTo)
      if (written.kind === 'refused') throw errors.NOT_SAVED({ data: { reason: written.sentence } })
      transfers.discard(input.transfer)
      return { contexts: [...written.value], attachedTo: attachTo }
    }),
    discard: os.discard.handler(({ input }) => {
      transfers.discard(input.transfer)
      return {}
    }),
    list: os.list.handler(({ input: { offset, limit } }) => {
      const all = contexts.all()
      return {
        contexts: all.slice(offset, offset + limit).map(listed),
        total: all.length,
      }
    }),
    get: os.get.handler(({ input, errors }) => {
      const { kept, content } = found(contexts, input.id, errors)
      return contextDetail(kept, content)
    }),
    messages: os.messages.handler(({ input, errors }) =>
      contextMessages(found(contexts, input.id, errors).content, input),
    ),
    remove: os.remove.handler(({ input, errors }) => {
      const removed = contexts.remove(contextIdOf(contexts, input.id, errors))
      if (removed.kind === 'refused') throw errors.NOT_SAVED({ data: { reason: removed.sentence } })
      return {}
    }),
    export: os.export.handler(async ({ input: { ids, gzip, ...asked }, errors }) => {
      const either = {
        candidates: (id: string) => [...sessions.candidates(id), ...contexts.candidates(id)],
      }
      const wanted = [...new Set(ids.map((id) => idOf(either, id, errors)))]
      const { format, conversation, redact } = choicesOf(asked, contexts.usualExport(), wanted.length)
      async function* files(): AsyncGenerator<ContextFile, void> {
        for (const id of wanted) {
          const question = { conversation, redact, onProgress: () => undefined }
          const file = await readable(id, errors, contexts.export(id, question))
          if (!file) throw errors.SESSION_NOT_FOUND({ data: { id } })
          yield file
        }
      }
      const file = await exportFile(files(), { format, gzip })
      const transfer = file && transfers.offer(file.bytes)
      if (!file || transfer === undefined) throw tooLarge(errors)
      const { name, redacted, bytes } = file
      return { transfer, name, redacted, contexts: wanted.length, sizeBytes: bytes.length }
    }),
    download: os.download.handler(({ input, errors }) => {
      const piece = transfers.fetch(input.transfer, input.from)
      if (!piece) throw errors.TRANSFER_GONE()
      return { piece: Buffer.from(piece.bytes).toString('base64'), next: piece.next }
    }),
  })
}

type AskedExport = { readonly [Choice in keyof ExportSettings]?: ExportSettings[Choice] | undefined }

/** What is asked for, else what is usual; Markdown holds one session a file. */
function choicesOf(asked: AskedExport, usual: ExportSettings, count: number): ExportSettings {
  const { conversation = usual.conversation, redact = usual.redact } = asked
  const usualFormat = count > 1 && usual.format === 'markdown' ? 'json' : usual.format
  return { format: asked.format ?? usualFormat, conversation, redact }
}

function tooLarge(errors: ContractErrors) {
  return errors.CONTEXT_TOO_LARGE({ data: { limitBytes: LARGEST_CONTEXT_FILE_BYTES } })
}

function handedOver(transfers: Transfers, transfer: string, errors: ContractErrors): Uint8Array<ArrayBuffer> {
  const bytes = transfers.received(transfer)
  if (!bytes) throw errors.TRANSFER_GONE()
  return bytes
}

function contextIdOf(contexts: ContextService, text: string, errors: ContractErrors): string {
  const candidates = contexts.candidates(text)
  const [only] = candidates
  if (only === undefined) throw errors.CONTEXT_NOT_FOUND({ data: { id: text } })
  if (candidates.length > 1) throw errors.AMBIGUOUS_ID({ data: { id: text, candidates: [...candidates] } })
  return only
}

function found(contexts: ContextService, text: string, errors: ContractErrors) {
  const id = contextIdOf(contexts, text, errors)
  const kept = contexts.all().find((context) => context.id === id)
  const content = contexts.content(id)
  if (!kept || !content) throw errors.CONTEXT_NOT_FOUND({ data: { id: text } })
  return { kept, content }
}

function listed({ importedAt, ...context }: KeptContext): ListedContext {
  const [provider = ''] = context.sessionId.split(':')
  return { ...context, provider, importedAt: new Date(importedAt) }
}
