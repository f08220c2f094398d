import type { ContextSummary } from '../../shared/contract/contexts.ts'
import { contextId } from './context-id.ts'
import { contextSummary } from './context-summary.ts'
import { type ContextProblem, readContexts } from './read-contexts.ts'

/** A context as it is kept, and what is told of it. */
export interface PreparedContext {
  readonly json: string
  readonly summary: ContextSummary
}

export type PreparedContexts =
  | {
      readonly kind: 'prepared'
      readonly contexts: readonly PreparedContext[]
      /** True for Markdown, whose conversation is there for people and stays behind. */
      readonly withoutConversation: boolean
    }
  | { readonly kind: 'refused'; readonly problems: readonly ContextProblem[] }

/** Reads a file of contexts, and makes of them what an import keeps. Never throws for what it reads. */
export function prepareContexts(bytes: Buffer): PreparedContexts {
  const read = readContexts(bytes)
  if (read.kind === 'refused') return read
  const contexts = read.contexts.map((context) => {
    const json = JSON.stringify(context)
    return { json, summary: contextSummary(contextId(json), context, Buffer.byteLength(json)) }
  })
  return { kind: 'prepared', contexts, withoutConversation: read.withoutConversation }
}
