import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment } from '../provider.ts'

/** Copilot's own folder. */
export function copilotHome(environment: ProviderEnvironment): string {
  return environment.env['COPILOT_HOME'] || pathsOf(environment).join(environment.home, '.copilot')
}
