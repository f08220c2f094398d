import { readFileSync } from 'node:fs'
import type { Loopback } from '../ports.ts'

/** State of a listening socket in the kernel's tables. */
const LISTENING = '0A'

/** For sample data: nobody is there, and nobody is asked. */
export const NO_LOOPBACK: Loopback = {
  listens: () => false,
  get: () => Promise.resolve({ kind: 'refused' }),
}

/** Programs of this machine, over its loopback interface. `procFolder` is where Linux tells of its sockets. */
export function createLoopback(platform: NodeJS.Platform, procFolder = '/proc'): Loopback {
  return {
    listens: (port) => (platform === 'linux' ? isListening(procFolder, port) : undefined),
    async get(question, timeoutMs) {
      // Loaded here: most machines run no model server, and every command would pay for it.
      const { httpGet } = await import('./http-get.ts')
      return httpGet(question, timeoutMs)
    },
  }
}

function isListening(procFolder: string, port: number): boolean | undefined {
  const tables = ['tcp', 'tcp6'].flatMap((name) => textOf(`${procFolder}/net/${name}`) ?? [])
  if (tables.length === 0) return undefined
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return tables.some((table) => table.split('\n').some((line) => isListeningLine(line, suffix)))
}

/** `  0: 0100007F:2CAA 00000000:0000 0A …`: number, own address, the other's, state. */
function isListeningLine(line: string, suffix: string): boolean {
  const [, local, , state] = line.trim().split(/\s+/, 4)
  return state === LISTENING && local?.endsWith(suffix) === true
}

/** A system without one of the tables (no IPv6) has the other. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
