import { localPath, isAbsolutePath } from '../paths.ts'
import { bytesIn, numberIn, wireFields } from './wire.ts'

/** Numbers of the fields, as several public readers of the store found them. */
const MESSAGE = 1
const CONTEXT = 5
const WORKSPACE = 9
const USED = 1
const WINDOW = 2
const ID_BYTES = 32
/** Larger than any window: what stands there is no gauge. */
const LARGEST_WINDOW = 100_000_000

/** The state of a chat after its last step. */
export interface RootState {
  /** Ids of the messages' blobs, in order. */
  readonly messages: readonly string[]
  readonly context: { readonly used: number; readonly window: number } | undefined
  readonly folder: string | undefined
}

/** Reads the state that a chat's record names; `undefined` where the bytes are none. */
export function readRootState(data: Buffer): RootState | undefined {
  const fields = wireFields(data)
  if (!fields) return undefined
  const messages = bytesIn(fields, MESSAGE).flatMap((id) =>
    id.length === ID_BYTES ? [id.toString('hex')] : [],
  )
  return {
    messages,
    context: bytesIn(fields, CONTEXT).map(gaugeIn).at(-1),
    folder: bytesIn(fields, WORKSPACE).flatMap((uri) => folderIn(uri.toString('utf8')) ?? [])[0],
  }
}

function gaugeIn(data: Buffer): RootState['context'] {
  const fields = wireFields(data) ?? []
  const used = numberIn(fields, USED)
  const window = numberIn(fields, WINDOW)
  const isGauge = used !== undefined && window !== undefined && used > 0 && used <= window
  return isGauge && window <= LARGEST_WINDOW ? { used, window } : undefined
}

function folderIn(uri: string): string | undefined {
  const path = localPath(uri)
  return path !== undefined && isAbsolutePath(path) ? path : undefined
}
