import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { chatRoots } from './places.ts'
import { matchAgentProcess } from './processes.ts'

/** Cursor's agent for the terminal, whose chats have nothing to do with those of the editor. */
export const presence: Presence = {
  manifest,
  roots: chatRoots,
  // Names of models on disk are what a person selected. Only the chat's own gauge tells the window.
  modelWindow: () => undefined,
  matchProcess: matchAgentProcess,
  // As its page of usage has it: `cursor-agent [options] [prompt]`, interactive without --print.
  start: (prompt) => ({ program: 'cursor-agent', args: [prompt] }),
}
