import type { IncomingMessage, ServerResponse } from 'node:http'
import { RPCHandler } from '@orpc/server/node'
import type { Logger } from '../core/ports.ts'
import { RPC_PATH } from '../shared/contract/transport.ts'
import { type ApiRouter, isNetworkProcedure } from './api-router.ts'
import { MAX_BODY_BYTES } from './request-guard.ts'
import { logMaskedErrors } from './wire-errors.ts'

/** What became of a call: `answered`, or why it was not. */
export type CallOutcome =
  | 'answered'
  | 'unknown procedure'
  | 'body too large'
  | 'body is not JSON'
  | 'body incomplete'

/** Answers one call whose head the guard has admitted. Nothing is written unless the outcome is `answered`. */
export type RpcOverHttp = (request: IncomingMessage, response: ServerResponse) => Promise<CallOutcome>

export function createRpcOverHttp(router: ApiRouter, logger: Logger): RpcOverHttp {
  const handler = new RPCHandler(router, {
    clientInterceptors: [logMaskedErrors(logger)],
    filter: ({ path }) => isNetworkProcedure(path),
  })
  return async (request, response) => {
    const body = await readJson(request)
    if (body.kind !== 'json') return body.kind
    const withBody = Object.assign(request, { body: body.value })
    const { matched } = await handler.handle(withBody, response, { prefix: RPC_PATH, context: {} })
    return matched ? 'answered' : 'unknown procedure'
  }
}

type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'body too large' | 'body is not JSON' | 'body incomplete' }

/** Reads at most the bytes allowed, whatever length was announced. No body is an empty call. */
async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const bytes = await readBytes(request)
  if (typeof bytes === 'string') return { kind: bytes }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { kind: 'json', value: text === '' ? {} : JSON.parse(text) }
  } catch {
    return { kind: 'body is not JSON' }
  }
}

function readBytes(request: IncomingMessage): Promise<Buffer | 'body too large' | 'body incomplete'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MAX_BODY_BYTES) {
        chunks.push(chunk)
      } else {
        request.pause()
        resolve('body too large')
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('close', () => resolve('body incomplete'))
    request.once('error', () => resolve('body incomplete'))
  })
}
