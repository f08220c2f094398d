import { createORPCClient, DynamicLink, mapEventIterator, ORPCError } from '@orpc/client'
import type { ClientLink, ClientOptions } from '@orpc/client'
import type { DesktopClient } from '../../shared/contract/desktop.ts'
import type { ContractClient } from '../../shared/contract/index.ts'
import { HostDisconnectedError } from './host-disconnected.ts'
import type { HostLink } from './host-link.ts'

/** The contract, with the desktop's part of it, which only a host that says `preferences` answers. */
export type HostClient = ContractClient & DesktopClient

/**
 * A client of the contract that asks for the present link at every call. Without a live one a call rejects with
 * `HostDisconnectedError`; a call or stream whose link ends rejects with it too, unless its caller had stopped it.
 */
export function createContractClient(currentLink: () => HostLink | undefined): HostClient {
  return createORPCClient(
    new DynamicLink<Record<string, never>>(() => {
      const link = currentLink()
      if (!link?.isOpen()) throw new HostDisconnectedError()
      return namingDisconnects(link)
    }),
  )
}

/** The transports reject what was under way with errors of their own; this gives them all one name. */
function namingDisconnects(link: HostLink): ClientLink<Record<string, never>> {
  return {
    async call(path, input, options) {
      try {
        const output = await link.call(path, input, options)
        if (!isStream(output)) return output
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => nameOf(error, link, options),
        })
      } catch (error) {
        throw nameOf(error, link, options)
      }
    },
  }
}

function nameOf(error: unknown, link: HostLink, options: ClientOptions<Record<string, never>>): unknown {
  const explained = error instanceof ORPCError || options.signal?.aborted === true
  return link.isOpen() || explained ? error : new HostDisconnectedError({ cause: error })
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}
