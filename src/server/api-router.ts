import type { Router } from '@orpc/server'
import type { Contract } from '../shared/contract/index.ts'

/** An implementation of the whole contract, as the core supplies it. Procedures need no context from a host. */
export type ApiRouter = Router<Contract, Record<string, unknown>>

/**
 * Procedures that may be called over HTTP and WebSocket: those that read, and those that change nothing but rows of our
 * own which a person can put back: labels (docs/decisions/0090) and imported contexts (docs/decisions/0105). A new procedure is not served until it is listed, so that
 * forgetting is safe.
 */
export const NETWORK_PROCEDURES: ReadonlySet<string> = new Set([
  'sessions.list',
  'sessions.get',
  'sessions.byIds',
  'sessions.tag',
  'sessions.untag',
  'sessions.setProject',
  'sessions.setNote',
  'sessions.changes',
  'conversations.page',
  'conversations.text',
  'conversations.search',
  'conversations.findings',
  'conversations.contextMakeUp',
  'conversations.timeline',
  'contexts.upload',
  'contexts.preview',
  'contexts.import',
  'contexts.discard',
  'contexts.list',
  'contexts.get',
  'contexts.messages',
  'contexts.remove',
  'contexts.export',
  'contexts.download',
  'overview',
  'system.info',
  'system.doctor',
  'system.bill',
  'system.refresh',
])

/** Tells whether a procedure may be called by anything but this machine's own window and terminal. */
export function isNetworkProcedure(path: readonly string[]): boolean {
  return NETWORK_PROCEDURES.has(path.join('.'))
}
