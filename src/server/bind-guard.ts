import type { LoopbackAddress } from '../shared/domain/loopback-address.ts'

/**
 * Reads the address to listen on. Anything but the two literal loopback addresses is `undefined`: wildcards in every
 * spelling (`0.0.0.0`, `0`, `0x0`, `::`, empty), addresses of an interface, and names, which a resolver may point anywhere.
 */
export function parseBindAddress(host: string): LoopbackAddress | undefined {
  if (host === '127.0.0.1') return '127.0.0.1'
  if (host === '::1' || host === '[::1]') return '::1'
  return undefined
}

/**
 * Values of `Host` under which the server may be addressed; a browser that was led here by a foreign name sends that name.
 * Port 80 is left out of the header by every client.
 */
export function allowedHosts(port: number): ReadonlySet<string> {
  const suffix = port === 80 ? '' : `:${port}`
  return new Set([`127.0.0.1${suffix}`, `localhost${suffix}`, `[::1]${suffix}`])
}

/** The page's address without a path. */
export function originOf(address: LoopbackAddress, port: number): string {
  return new URL(`http://${address === '::1' ? '[::1]' : address}:${port}`).origin
}
