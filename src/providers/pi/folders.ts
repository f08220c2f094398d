import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment } from '../provider.ts'

/** The folder that a variable names, as Pi takes it; `undefined` where it names none that can be found from here. */
export function folderIn(environment: ProviderEnvironment, variable: string): string | undefined {
  const paths = pathsOf(environment)
  const value = environment.env[variable] ?? ''
  const expanded =
    value === '~' || value.startsWith('~/') ? paths.join(environment.home, value.slice(1)) : value
  return paths.isAbsolute(expanded) ? expanded : undefined
}
