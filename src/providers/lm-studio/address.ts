import { isJsonObject, parseJson } from '../json-values.ts'
import { loopbackAddress } from '../loopback-address.ts'
import { pathsOf } from '../paths.ts'
import type { ModelServerAddress, ProviderEnvironment, SmallFileReader } from '../provider.ts'

const PORT = 1234
const LARGEST_PORT = 65_535

/** Where LM Studio's server listens: the port that it was last given, which it keeps in a file of its own. */
export function lmStudioAddress(
  environment: ProviderEnvironment,
  files: SmallFileReader,
): ModelServerAddress {
  const file = pathsOf(environment).join(
    environment.home,
    '.lmstudio',
    '.internal',
    'http-server-config.json',
  )
  const written = parseJson(files.read(file) ?? '')
  const port = isJsonObject(written) ? written['port'] : undefined
  const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= LARGEST_PORT
  return loopbackAddress('127.0.0.1', isPort ? port : PORT, 'LM Studio')
}
