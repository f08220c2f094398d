// Written by `npm run generate` from the folders beside this file.
import type { Presence } from './provider.ts'
import { presence as aiderPresence } from './aider/presence.ts'
import { presence as ampPresence } from './amp/presence.ts'
import { presence as antigravityPresence } from './antigravity/presence.ts'
import { presence as claudeCodePresence } from './claude-code/presence.ts'
import { presence as clinePresence } from './cline/presence.ts'
import { presence as codexPresence } from './codex/presence.ts'
import { presence as continuePresence } from './continue/presence.ts'
import { presence as copilotCliPresence } from './copilot-cli/presence.ts'
import { presence as cursorPresence } from './cursor/presence.ts'
import { presence as cursorAgentPresence } from './cursor-agent/presence.ts'
import { presence as geminiCliPresence } from './gemini-cli/presence.ts'
import { presence as kiloPresence } from './kilo/presence.ts'
import { presence as lmStudioPresence } from './lm-studio/presence.ts'
import { presence as ollamaPresence } from './ollama/presence.ts'
import { presence as opencodePresence } from './opencode/presence.ts'
import { presence as piPresence } from './pi/presence.ts'
import { presence as qwenCodePresence } from './qwen-code/presence.ts'
import { presence as rooCodePresence } from './roo-code/presence.ts'
import { presence as vscodeCopilotChatPresence } from './vscode-copilot-chat/presence.ts'
import { presence as windsurfPresence } from './windsurf/presence.ts'

export const presences: readonly Presence[] = [
  aiderPresence,
  ampPresence,
  antigravityPresence,
  claudeCodePresence,
  clinePresence,
  codexPresence,
  continuePresence,
  copilotCliPresence,
  cursorPresence,
  cursorAgentPresence,
  geminiCliPresence,
  kiloPresence,
  lmStudioPresence,
  ollamaPresence,
  opencodePresence,
  piPresence,
  qwenCodePresence,
  rooCodePresence,
  vscodeCopilotChatPresence,
  windsurfPresence,
]
