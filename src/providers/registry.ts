import type { Provider } from './provider.ts'
import { provider as claudeCode } from './claude-code/provider.ts'
import { provider as codex } from './codex/provider.ts'

export const providers: readonly Provider[] = [claudeCode, codex]

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
