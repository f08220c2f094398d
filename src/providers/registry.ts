// Written by `npm run generate` from the folders beside this file.
import type { Provider } from './provider.ts'
import { provider as aiderProvider } from './aider/provider.ts'
import { provider as ampProvider } from './amp/provider.ts'
import { provider as antigravityProvider } from './antigravity/provider.ts'
import { provider as claudeCodeProvider } from './claude-code/provider.ts'
import { provider as clineProvider } from './cline/provider.ts'
import { provider as codexProvider } from './codex/provider.ts'
import { provider as continueProvider } from './continue/provider.ts'
import { provider as copilotCliProvider } from './copilot-cli/provider.ts'
import { provider as cursorProvider } from './cursor/provider.ts'
import { provider as cursorAgentProvider } from './cursor-agent/provider.ts'
import { provider as geminiCliProvider } from './gemini-cli/provider.ts'
import { provider as kiloProvider } from './kilo/provider.ts'
import { provider as lmStudioProvider } from './lm-studio/provider.ts'
import { provider as ollamaProvider } from './ollama/provider.ts'
import { provider as opencodeProvider } from './opencode/provider.ts'
import { provider as piProvider } from './pi/provider.ts'
import { provider as qwenCodeProvider } from './qwen-code/provider.ts'
import { provider as rooCodeProvider } from './roo-code/provider.ts'
import { provider as vscodeCopilotChatProvider } from './vscode-copilot-chat/provider.ts'
import { provider as windsurfProvider } from './windsurf/provider.ts'

export const providers: readonly Provider[] = [
  aiderProvider,
  ampProvider,
  antigravityProvider,
  claudeCodeProvider,
  clineProvider,
  codexProvider,
  continueProvider,
  copilotCliProvider,
  cursorProvider,
  cursorAgentProvider,
  geminiCliProvider,
  kiloProvider,
  lmStudioProvider,
  ollamaProvider,
  opencodeProvider,
  piProvider,
  qwenCodeProvider,
  rooCodeProvider,
  vscodeCopilotChatProvider,
  windsurfProvider,
]

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.manifest.id === id)
}
