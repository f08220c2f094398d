import type { ModelServerAddress } from './provider.ts'

/** Names of this machine, and of all of its interfaces: who listens at those listens on loopback too. */
const LOOPBACK_NAMES: ReadonlyMap<string, string> = new Map([
  ['localhost', '127.0.0.1'],
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
  ['::1', '::1'],
])

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`
/** An address only: what is not quite one would be looked up as a name. */
const LOOPBACK = new RegExp(String.raw`^127(?:\.${OCTET}){3}$`)

/** The address of a server of this machine. `what` names the one who said so, for a refusal. */
export function loopbackAddress(host: string, port: number, what: string): ModelServerAddress {
  const known = LOOPBACK_NAMES.get(host.toLowerCase())
  if (known !== undefined) return { kind: 'loopback', host: known, port }
  if (LOOPBACK.test(host)) return { kind: 'loopback', host, port }
  return { kind: 'not asked', reason: `${what} names ${host}, which is not this machine` }
}
