import { closeSync, openSync, readSync } from 'node:fs'
import { systemErrorCode } from '../files/file-trouble.ts'
import type { Loopback } from '../ports.ts'

/** State of a listening socket in the kernel's tables. */
const LISTENING = '0A'
/** The kernel fills a page with whole lines while it has any. */
const PAGE_BYTES = 4096
const LONGEST_LINE = 200

/** For sample data: nobody is there, and nobody is asked. */
export const NO_LOOPBACK: Loopback = {
  listeningPorts: () => new Set(),
  get: () => Promise.resolve({ kind: 'refused' }),
}

/** Programs of this machine, over its loopback interface. `procFolder` is where Linux tells of its sockets. */
export function createLoopback(platform: NodeJS.Platform, procFolder = '/proc'): Loopback {
  return {
    listeningPorts: () => (platform === 'linux' ? listeningPorts(procFolder) : undefined),
    async get(question, timeoutMs) {
      // Loaded here: most machines run no model server, and every command would pay for it.
      const { httpGet } = await import('./http-get.ts')
      return httpGet(question, timeoutMs)
    },
  }
}

function listeningPorts(procFolder: string): ReadonlySet<number> | undefined {
  const tables = ['tcp', 'tcp6'].flatMap((name) => listenersIn(`${procFolder}/net/${name}`) ?? [])
  return tables.length === 0 ? undefined : new Set(tables.flat())
}

/**
 * Ports of one table; `undefined` where there is none: a system without one of them (no IPv6) has the other. Listeners
 * stand before connections, and the kernel walks through its whole memory of connections for each read behind them,
 * which takes it milliseconds: so no read is asked for that can only be empty.
 */
function listenersIn(path: string): [readonly number[]] | undefined {
  let table: number | undefined
  try {
    table = openSync(path, 'r')
    const block = Buffer.allocUnsafe(PAGE_BYTES)
    let text = ''
    for (;;) {
      const length = readSync(table, block)
      text += block.toString('latin1', 0, length)
      const { ports, isOver } = listenersOf(text)
      if (isOver || length < PAGE_BYTES - LONGEST_LINE) return [ports]
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error
    return undefined
  } finally {
    if (table !== undefined) closeSync(table)
  }
}

/** `  0: 0100007F:2CAA 00000000:0000 0A …`: number, own address, the other's, state. `isOver`: a connection came. */
function listenersOf(text: string): { readonly ports: readonly number[]; readonly isOver: boolean } {
  const ports: number[] = []
  for (const [, port = '', state] of text.matchAll(
    /^ *\d+: [\dA-F]+:([\dA-F]{4}) [\dA-F]+:[\dA-F]{4} ([\dA-F]{2}) /gm,
  )) {
    if (state !== LISTENING) return { ports, isOver: true }
    ports.push(Number.parseInt(port, 16))
  }
  return { ports, isOver: false }
}
