/** A call that has no host to go to, or whose host went away before it answered. */
export class HostDisconnectedError extends Error {
  readonly code = 'HOST_DISCONNECTED'

  constructor(options?: ErrorOptions) {
    super('There is no connection to the host.', options)
    this.name = 'HostDisconnectedError'
  }
}

/** Tells a lost connection from a call that failed. */
export function isHostDisconnected(error: unknown): error is HostDisconnectedError {
  return error instanceof HostDisconnectedError
}
