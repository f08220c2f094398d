import type { ClientLink } from '@orpc/client'

/** A way to a host, from the moment it works until it ends for good. */
export interface HostLink extends ClientLink<Record<string, never>> {
  readonly isOpen: () => boolean
  /** Ends it. Calls and streams under way reject. */
  close(): void
}

/** The time between opening and ending that a link and its transport share. */
export interface LinkLife {
  /** What the RPC link listens to: `message`, and `close`, on which it rejects what is under way. */
  readonly events: EventTarget
  readonly isOpen: () => boolean
  /** Throws once it has ended. A call may have begun before the end and send after it: it would wait for ever. */
  readonly assertOpen: () => void
  readonly deliver: (message: unknown) => void
  /** To be called when either side has closed the transport. */
  readonly end: () => void
}

/** Begins a life. `onEnd` is called once. */
export function beginLinkLife(onEnd: () => void): LinkLife {
  const events = new EventTarget()
  let open = true
  return {
    events,
    isOpen: () => open,
    assertOpen() {
      if (!open) throw new Error('The connection has ended.')
    },
    deliver: (data) => void events.dispatchEvent(new MessageEvent('message', { data })),
    end() {
      if (!open) return
      // First, so that the calls which now reject are known to be cut off.
      open = false
      events.dispatchEvent(new Event('close'))
      onEnd()
    },
  }
}
