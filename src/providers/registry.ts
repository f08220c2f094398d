// Written by `npm run generate` from the folders beside this file.
import type { Provider } from './provider.ts'
import { provider as claudeCodeProvider } from './claude-code/provider.ts'
import { provider as codexProvider } from './codex/provider.ts'

export const providers: readonly Provider[] = [claudeCodeProvider, codexProvider]

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
