import { PIECE_BYTES } from '../../../shared/domain/context-files.ts'
import type { ContextApi } from './context-api.ts'

/** Characters that one call turns into a text: more arguments than this some engines do not take. */
const CHUNK = 0x2000

/** Hands a file over piece by piece; answers what it is called there. Rejects where the file cannot be read. */
export async function handOver(
  api: Pick<ContextApi, 'upload'>,
  file: Blob,
  onSent: (bytes: number) => void,
): Promise<string> {
  let transfer: string | null = null
  let from = 0
  do {
    const bytes = new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer())
    const uploaded: Awaited<ReturnType<ContextApi['upload']>> = await api.upload({
      transfer,
      from,
      piece: toBase64(bytes),
    })
    transfer = uploaded.transfer
    from += bytes.length
    onSent(from)
  } while (from < file.size)
  return transfer
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}
