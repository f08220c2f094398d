import {
  type ContextFileProblem,
  type ContextNovelty,
  type ContextPreview,
  MOST_PREVIEWED_CONTEXTS,
} from '../../shared/contract/contexts.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { PreparedContext, PreparedContexts } from './prepare-contexts.ts'
import type { ContextProblem } from './read-contexts.ts'

/** What is here already, for comparison. */
export interface Here {
  readonly known: readonly { readonly id: string; readonly sessionId: string }[]
  /** Whether a session with this id is among those of this machine. */
  readonly isHere: (sessionId: string) => boolean
}

/** What an import of a file would do. */
export function previewOf(prepared: PreparedContexts, sizeBytes: number, here: Here): ContextPreview {
  if (prepared.kind === 'refused')
    return { kind: 'refused', problems: prepared.problems.map(spokenProblem), sizeBytes }
  const { contexts, withoutConversation } = prepared
  const novelties = noveltiesOf(contexts, here)
  return {
    kind: 'importable',
    contexts: contexts.slice(0, MOST_PREVIEWED_CONTEXTS).map(({ summary }, index) => ({
      ...summary,
      novelty: novelties[index] ?? 'new',
      sessionIsHere: here.isHere(summary.sessionId),
    })),
    total: contexts.length,
    added: novelties.filter((novelty) => novelty === 'new' || novelty === 'other-export').length,
    tokens: sum(contexts, ({ summary }) => summary.tokens ?? 0),
    messages: sum(contexts, ({ summary }) => summary.messages),
    withoutConversation,
    sizeBytes,
  }
}

const LONGEST_PATH = 300

/** A problem whose words, which repeat what is in the file, steer nothing and have an end. */
export function spokenProblem({ path, place, message }: ContextProblem): ContextFileProblem {
  return { path: cut(plainText(path)), place: place ?? null, message: cut(plainText(message)) }
}

function cut(text: string): string {
  return text.length <= LONGEST_PATH ? text : `${text.slice(0, LONGEST_PATH - 1)}…`
}

function noveltiesOf(contexts: readonly PreparedContext[], { known }: Here): ContextNovelty[] {
  const ids = new Set(known.map(({ id }) => id))
  const sessionIds = new Set(known.map(({ sessionId }) => sessionId))
  const before = new Set<string>()
  return contexts.map(({ summary: { id, sessionId } }) => {
    const isRepeated = before.has(id)
    before.add(id)
    if (ids.has(id)) return 'known'
    if (isRepeated) return 'repeated'
    return sessionIds.has(sessionId) ? 'other-export' : 'new'
  })
}

function sum(contexts: readonly PreparedContext[], count: (context: PreparedContext) => number): number {
  return contexts.reduce((total, context) => total + count(context), 0)
}
