import type { LoadedModels, ModelServer, ModelServerAddress } from '../../providers/provider.ts'
import type { Loopback } from '../ports.ts'
import { reasonOf } from '../provider-failures.ts'

/** What came of asking a model server, over all of its paths. */
export type ServerAnswer =
  | ({ readonly kind: 'told' } & LoadedModels)
  | { readonly kind: 'refused' }
  /** The end of a sentence about the server. */
  | { readonly kind: 'failed'; readonly reason: string }

type Address = Extract<ModelServerAddress, { kind: 'loopback' }>

const OK = 200
const WANTS_TOKEN = [401, 403]
const NOT_FOUND = 404

/** Asks until a path is known. `leftMs` says how much time there still is. */
export async function askModelServer(
  server: ModelServer,
  { host, port }: Address,
  loopback: Loopback,
  leftMs: () => number,
): Promise<ServerAnswer> {
  for (const path of server.paths) {
    const answer = await loopback.get({ host, port, path }, Math.max(1, leftMs()))
    if (answer.kind !== 'answered') return answer
    if (WANTS_TOKEN.includes(answer.status)) {
      return { kind: 'failed', reason: `wants a token (${answer.status}), and is sent none` }
    }
    if (answer.status === NOT_FOUND) continue
    if (answer.status !== OK) return { kind: 'failed', reason: `answered with status ${answer.status}` }
    try {
      const read = server.read(JSON.parse(answer.body))
      if (read) return { kind: 'told', ...read }
    } catch (cause) {
      return { kind: 'failed', reason: `answered something else than its models: ${reasonOf(cause)}` }
    }
  }
  return { kind: 'failed', reason: 'does not know how to tell its models' }
}
