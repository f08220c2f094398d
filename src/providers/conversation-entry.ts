import type { ConversationEntry } from '../shared/domain/conversation.ts'

/** What is told of an entry; what is not known may be `undefined`. */
type Told = {
  readonly [K in Exclude<keyof ConversationEntry, 'kind' | 'text'>]?: ConversationEntry[K] | undefined
}

/** An entry with those facts that are known. */
export function entryOf(kind: ConversationEntry['kind'], text: string, told: Told): ConversationEntry {
  const { at, key, model, subagent, tool, outcome, usage, contextUsed, contextLimit, limitHit } = told
  return {
    kind,
    text,
    ...(at !== undefined && { at }),
    ...(key !== undefined && { key }),
    ...(model !== undefined && { model }),
    ...(subagent === true && { subagent }),
    ...(tool && { tool }),
    ...(outcome && { outcome }),
    ...(usage && { usage }),
    ...(contextUsed !== undefined && { contextUsed }),
    ...(contextLimit !== undefined && { contextLimit }),
    ...(limitHit === true && { limitHit }),
  }
}

/** The entry, where it says something; an empty text is no message. */
export function saidOf(
  kind: ConversationEntry['kind'],
  text: string,
  told: Told,
): readonly ConversationEntry[] {
  return text === '' ? [] : [entryOf(kind, text, told)]
}

/** The same entries with what is known of the answer that they are: it stands with the model's last word, else alone. */
export function measured(
  entries: readonly ConversationEntry[],
  told: Pick<ConversationEntry, 'at' | 'usage' | 'contextUsed' | 'contextLimit' | 'model' | 'subagent'>,
): readonly ConversationEntry[] {
  const last = entries.findLastIndex(({ kind }) => kind !== 'tool-result' && kind !== 'retry')
  if (last < 0) return [...entries, { kind: 'facts', text: '', ...told }]
  return entries.map((entry, index) => (index === last ? { ...told, ...entry } : entry))
}
