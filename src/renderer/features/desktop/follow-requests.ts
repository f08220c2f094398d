import type { DesktopClient, PageRequest } from '../../../shared/contract/desktop.ts'
import type { ContractClient } from '../../../shared/contract/index.ts'

export interface RequestFollowing {
  readonly client: DesktopClient & Pick<ContractClient, 'system'>
  /** Resolves when an attempt makes sense, given how many in a row have failed. Never rejects. */
  readonly ready: (failures: number) => Promise<void>
  readonly show: (request: PageRequest) => Promise<void>
  /** Ends the following. */
  readonly signal: AbortSignal
}

/** Shows what the tray, a notification or a menu asks of this window, for as long as the page lives. Elsewhere nothing asks. */
export async function followRequests({ client, ready, show, signal }: RequestFollowing): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    await ready(failures)
    try {
      const { host } = await client.system.info()
      if (!host.capabilities.includes('preferences')) return
      for await (const request of await client.desktop.requests(undefined, { signal })) {
        failures = 0
        await show(request)
      }
    } catch {
      // The connection says itself that it is lost; the next attempt waits for it.
    }
  }
}
