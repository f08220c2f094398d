import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment } from '../provider.ts'

/**
 * Folders that Qwen Code keeps its sessions in: its own, and another one for what it writes while it runs,
 * where the environment names one. Older sessions then stay in the first.
 */
export function qwenFolders(environment: ProviderEnvironment): readonly string[] {
  const own = environment.env['QWEN_HOME'] || pathsOf(environment).join(environment.home, '.qwen')
  const runtime = environment.env['QWEN_RUNTIME_DIR']
  return runtime && runtime !== own ? [own, runtime] : [own]
}
