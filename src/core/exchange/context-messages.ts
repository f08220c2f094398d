import type { ContextMessages } from '../../shared/contract/contexts.ts'
import type { ContextFile } from './context-file.ts'

/** Characters of a message that are sent: what is longer is read in an exported file. */
const LONGEST_TEXT = 4_000

/** A part of what was said in a context. */
export function contextMessages(
  { conversation }: ContextFile,
  { from, limit }: { readonly from: number; readonly limit: number },
): ContextMessages {
  const messages = conversation ?? []
  return {
    messages: messages.slice(from, from + limit).map(({ kind, at, model, tool, text, omitted }, index) => ({
      position: from + index,
      kind,
      at: at === null ? null : new Date(at),
      model,
      tool: tool && [tool.name, tool.target].filter((part) => part !== null).join(' '),
      text: text.slice(0, LONGEST_TEXT),
      omitted: omitted + Math.max(0, text.length - LONGEST_TEXT),
    })),
    total: messages.length,
  }
}
