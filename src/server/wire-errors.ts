import { AsyncIteratorClass, ORPCError } from '@orpc/server'
import type { Logger } from '../core/ports.ts'

/** What the interceptor needs to know of a call. */
interface InterceptedCall {
  readonly path: readonly string[]
  readonly signal?: AbortSignal
  next(): Promise<unknown>
}

/**
 * Makes an interceptor that logs what the caller will not be told. The wire turns an unknown error into
 * "Internal server error"; this is the one place that still sees it, also when a stream fails half way.
 */
export function logMaskedErrors(logger: Logger): (call: InterceptedCall) => Promise<unknown> {
  return async (call) => {
    const report = (error: unknown): void => {
      if (isMasked(error, call.signal)) logger.error(`${call.path.join('.')} failed`, error)
    }
    try {
      const output = await call.next()
      return isStream(output) ? watchStream(output, report, call.signal) : output
    } catch (error) {
      report(error)
      throw error
    }
  }
}

/** Typed errors and refused input are answers. A call that its caller gave up on has nobody to fail for. */
function isMasked(error: unknown, signal: AbortSignal | undefined): boolean {
  if (error instanceof ORPCError) return error.status >= 500 && !error.defined
  return !(signal?.aborted && error instanceof Error && error.name === 'AbortError')
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}

/**
 * Hands a stream on unchanged. When its caller is gone it is told so even if nobody has read from it yet: the handler
 * of the wire does not, and a stream that subscribed before its first value would stay subscribed.
 */
function watchStream(
  stream: AsyncIterator<unknown>,
  report: (error: unknown) => void,
  signal: AbortSignal | undefined,
): AsyncIterator<unknown> {
  // A generator would hold back `return` while a value is awaited.
  const watched = new AsyncIteratorClass(
    async () => {
      try {
        return await stream.next()
      } catch (error) {
        report(error)
        throw error
      }
    },
    async (reason) => {
      if (reason !== 'next') await stream.return?.()
    },
  )
  const leave = (): void => void watched.return(undefined).catch(report)
  if (signal?.aborted) leave()
  else signal?.addEventListener('abort', leave, { once: true })
  return watched
}
