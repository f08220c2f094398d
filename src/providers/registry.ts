// Written by scripts/generate-registry.ts from the folder listing: run "npm run generate" after adding an assistant.
import { provider as claudeCode } from './claude-code/provider.ts'
import { provider as codex } from './codex/provider.ts'
import type { Provider } from './provider.ts'

/** Every assistant, in the order of their ids. */
export const providers: readonly Provider[] = [claudeCode, codex]

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
