import { EventEmitter } from 'node:events'
import { traverseContractProcedures } from '@orpc/server'
import type { ApiRouter } from '../../server/api-router.ts'
import { createFakeCore, type FakeCore } from '../../server/testing/fake-core.ts'
import { desktopContract, preferencesSchema } from '../../shared/contract/desktop.ts'
import { contract } from '../../shared/contract/index.ts'
import { createDesktopRouter } from '../desktop-router.ts'
import { createPageRequests } from '../page-requests.ts'
import { createPreferences } from '../preferences/preferences.ts'
import { parsePreferences } from '../preferences/stored-preferences.ts'

/** Everything that a page of ours can call, as paths: `/sessions/list`. */
export const PAGE_CHANNELS: readonly string[] = channelPaths()

function channelPaths(): string[] {
  const paths: string[] = []
  traverseContractProcedures({ router: { ...contract, ...desktopContract }, path: [] }, ({ path }) => {
    paths.push(`/${path.join('/')}`)
  })
  return paths
}

export interface PageChannels {
  readonly core: FakeCore
  readonly router: ApiRouter
  /** Times that the desktop's own part was asked for something. */
  readonly desktopCalls: () => number
}

/** What a window is served, over a core that does nothing. */
export function servedToPage(): PageChannels {
  const core = createFakeCore()
  let calls = 0
  const preferences = createPreferences(parsePreferences(preferencesSchema.parse({})), {
    write: () => (calls += 1),
  })
  const desktop = createDesktopRouter(
    {
      preferences,
      async isTrayShown() {
        calls += 1
        return true
      },
      openDashboard: () => (calls += 1),
    },
    createPageRequests(),
  )
  return { core, router: { ...core.router, ...desktop }, desktopCalls: () => calls }
}

/** Our end of a port, whose other end is a test. */
export class FakePort extends EventEmitter {
  readonly sent: unknown[] = []
  closed = false

  start(): void {}

  postMessage(message: unknown): void {
    this.sent.push(message)
  }

  close(): void {
    this.closed = true
  }

  /** A call as the page's link sends it. */
  call(id: number, path: string, input: unknown): void {
    this.emit('message', { data: JSON.stringify({ i: String(id), p: { u: path, b: { json: input } } }) })
  }

  /** What was answered, by the call's number: whether it went well, and with what. */
  answers(): readonly { readonly id: string; readonly status: number; readonly body: string }[] {
    return this.sent.map((message) => {
      const text = String(message)
      const { i = '', p } = JSON.parse(text)
      return { id: String(i), status: Number(p?.s ?? 200), body: text }
    })
  }
}
