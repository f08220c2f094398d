import type { RunningServer } from '../server/server-host.ts'
import type { LoopbackAddress } from '../shared/domain/loopback-address.ts'

/** Where a server listens. */
export interface ServerPlace {
  readonly address: LoopbackAddress
  /** 0 takes a free one. */
  readonly port: number
}

export interface StartedServer extends RunningServer {
  stop(): Promise<void>
}

export interface MovableServerParts {
  /** `token`: that of the server whose place it takes. Rejects where it cannot listen there. */
  readonly start: (place: ServerPlace, token: string | undefined) => Promise<StartedServer>
  readonly onMoved: (server: RunningServer) => void
  /** It could not move; what ran goes on. */
  readonly onStayed: (cause: unknown) => void
}

export interface MovableServer {
  /** Rejects where it cannot listen there. */
  start(place: ServerPlace): Promise<RunningServer>
  /** Begins at another place before it ends at the old one. The same place changes nothing. */
  move(place: ServerPlace): Promise<void>
  stop(): Promise<void>
}

/** A server that can go to another port while it runs. Its key stays, so that an open page only needs the new address. */
export function createMovableServer(parts: MovableServerParts): MovableServer {
  let running: StartedServer | undefined
  let current: ServerPlace | undefined
  let isStopped = false
  let last: Promise<void> = Promise.resolve()

  async function moveTo(place: ServerPlace): Promise<void> {
    if (isStopped || (place.address === current?.address && place.port === current.port)) return
    const before = running
    try {
      running = await parts.start(place, before?.token)
      current = place
    } catch (cause) {
      return parts.onStayed(cause)
    }
    parts.onMoved(running)
    await before?.stop()
  }

  return {
    async start(place) {
      running = await parts.start(place, undefined)
      current = place
      return running
    },
    move(place) {
      last = last.then(() => moveTo(place))
      return last
    },
    async stop() {
      isStopped = true
      await last
      await running?.stop()
    },
  }
}
