import { loopbackAddress } from '../loopback-address.ts'
import type { ModelServerAddress, ProviderEnvironment } from '../provider.ts'

const PORT = 11_434
const LARGEST_PORT = 65_535
const VARIABLE = 'OLLAMA_HOST'

/**
 * Where Ollama listens: `OLLAMA_HOST`, read as Ollama reads it (a host, a port behind a colon, a scheme before it, a path
 * that does not count). A port that is none counts as the usual one.
 */
export function ollamaAddress({ env }: ProviderEnvironment): ModelServerAddress {
  const text = (env[VARIABLE] ?? '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
  const [, scheme = '', rest = ''] = /^(?:([a-z]+):\/\/)?([^/]*)/i.exec(text) ?? []
  if (scheme !== '' && scheme.toLowerCase() !== 'http') {
    return {
      kind: 'not asked',
      reason: `${VARIABLE} wants ${scheme}, which no server of this machine speaks`,
    }
  }
  const usual = scheme === '' ? PORT : 80
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::([^:]*))?$/.exec(rest) ?? [
    rest,
    undefined,
    rest,
  ]
  return loopbackAddress(bracketed || plain || '127.0.0.1', portOf(port, usual), VARIABLE)
}

function portOf(text: string | undefined, usual: number): number {
  const port = Number(text)
  return text !== undefined && text !== '' && port > 0 && port <= LARGEST_PORT ? port : usual
}
