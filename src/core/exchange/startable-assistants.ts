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
