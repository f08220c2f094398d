import type { StateVerdict } from '../discovery/session-state.ts'
import type { ModelRow } from '../model-servers/model-servers.ts'
import type { IndexedSession } from './indexed-session.ts'
import { sessionWithoutTranscript } from './unlinked-session.ts'

/** Stands for a model that a model server holds: who it talks to, and how much, is not told. */
export function modelSession({ providerId, model }: ModelRow): IndexedSession {
  const session = sessionWithoutTranscript(providerId, model.id)
  return {
    ...session,
    title: model.model,
    model: model.model,
    tokens: { ...session.tokens, caveat: 'A model server tells tokens to its callers alone.' },
    context: { ...session.context, statedWindow: model.contextTokens ?? null },
  }
}

/** A model that is loaded may be at work: its server does not say. */
export function modelState({ isConfirmed }: ModelRow, serverName: string): StateVerdict {
  const reason = isConfirmed
    ? `It is loaded; whether it is at work, ${serverName} does not tell.`
    : `It was loaded when ${serverName} last answered; now it does not answer.`
  return { state: 'idle', reason, certainty: isConfirmed ? 'certain' : 'recent' }
}
