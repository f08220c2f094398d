import { presences } from '../../providers/presences.ts'
import type { StartCommand } from '../../providers/provider.ts'

/** An assistant that can be started with a prompt. */
export interface StartableAssistant {
  readonly id: string
  readonly start: (prompt: string) => StartCommand
}

export type { StartCommand }

/** Assistants that a session can be handed to. */
export function startableAssistants(): readonly StartableAssistant[] {
  return presences.flatMap(({ manifest, start }) => (start ? [{ id: manifest.id, start }] : []))
}

/** Ids of all assistants whose sessions somebody begins: a model server has none. */
export function assistantIds(): readonly string[] {
  return presences.flatMap(({ manifest, modelServer }) => (modelServer ? [] : [manifest.id]))
}

/** The command that begins a session, with a prompt or without; `undefined` where only a person can open one. */
export function startCommand(assistant: string, prompt: string | undefined): StartCommand | undefined {
  const start = presences.find(({ manifest }) => manifest.id === assistant)?.start
  if (!start) return undefined
  return prompt === undefined ? { program: start('').program, args: [] } : start(prompt)
}
