import type { DocumentFile } from '../provider.ts'
import { bubbleRecord, type StoredRecord } from './database.ts'
import { isJsonObject, type JsonObject, listOf, objectOf, textOf } from '../json-values.ts'
import { localPath } from '../paths.ts'

/** One message of a conversation, or a piece of one. */
export interface ReadBubble {
  readonly id: string
  /** What the composer's list says of it; empty where the bubble itself stands in the list. */
  readonly header: JsonObject
  readonly record: StoredRecord
}

/** The bubbles of a composer in their order: rows of their own, which it lists, or (before `_v` 3) in itself. */
export function* bubblesOf(
  file: DocumentFile,
  composerId: string,
  composer: JsonObject,
): Generator<ReadBubble> {
  const headers = listOf(composer['fullConversationHeadersOnly'])
  const seen = new Set<string>()
  for (const header of headers) {
    const id = isJsonObject(header) ? textOf(header['bubbleId']) : undefined
    if (!isJsonObject(header) || id === undefined) yield { id: '', header: {}, record: 'malformed' }
    else if (!seen.has(id)) {
      seen.add(id)
      yield { id, header, record: bubbleRecord(file, composerId, id) }
    }
  }
  if (headers.length > 0) return
  for (const [index, bubble] of listOf(composer['conversation']).entries()) {
    const id = (isJsonObject(bubble) ? textOf(bubble['bubbleId']) : undefined) ?? `${index}`
    yield { id, header: {}, record: isJsonObject(bubble) ? bubble : 'malformed' }
  }
}

/** The folder that a composer works in, where it is on this machine. */
export function folderOf(composer: JsonObject): string | undefined {
  const workspace = objectOf(composer['workspaceIdentifier'])
  const url = textOf(workspace['uri'])
  if (url !== undefined) return localPath(url)
  const place = objectOf(workspace['uri'])
  const scheme = textOf(place['scheme']) ?? 'file'
  return scheme === 'file' ? (textOf(place['fsPath']) ?? textOf(place['path'])) : undefined
}

/** The composer that started this one as its sub-agent: the outermost, where it names it. */
export function parentOf(composer: JsonObject): string | undefined {
  // One of several tries at the same prompt is a conversation of its own.
  if (composer['isBestOfNSubcomposer'] === true) return undefined
  const info = objectOf(composer['subagentInfo'])
  return textOf(info['rootParentConversationId']) ?? textOf(info['parentComposerId'])
}

/** The model that a record names. `default` leaves the choice to the editor's servers, which do not tell theirs. */
export function namedModel(record: JsonObject): string | undefined {
  const name = textOf(record['modelName'])
  return name === 'default' ? undefined : name
}
