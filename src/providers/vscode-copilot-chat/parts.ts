import type { ToolOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, objectOf, textOf } from '../json-values.ts'
import { pathOfPlace } from './places.ts'

const READ_TOOL = 'copilot_readFile'
/** Ways of `isConfirmed.type` that a person has to keep a tool from running. */
const DENIED = 0
const SKIPPED = 5

/** Tells the tools that an answer calls and the files that it works on. Answers whether a tool is still open. */
export function tellParts(
  parts: readonly unknown[],
  turnId: string,
  at: number,
  sink: TranscriptSink,
): boolean {
  const written = new Set<string>()
  let hasOpenTool = false
  for (const [index, part] of parts.entries()) {
    if (!isJsonObject(part)) continue
    if (part['kind'] === 'toolInvocationSerialized') {
      const id = textOf(part['toolCallId']) ?? `${turnId}:${index}`
      if (tellTool(part, id, at, sink)) hasOpenTool = true
    }
    const path = writtenPath(part)
    if (path !== undefined) written.add(path)
  }
  // An edit has many parts, and no part says which of them are one.
  for (const path of written) sink.file(path, 'write')
  return hasOpenTool
}

function tellTool(part: JsonObject, id: string, at: number, sink: TranscriptSink): boolean {
  sink.toolCall(id, textOf(part['toolId']) ?? '', at)
  const outcome = outcomeOf(part)
  if (outcome === undefined) return true
  sink.toolResult(id, outcome, at)
  if (outcome === 'ok' && part['toolId'] === READ_TOOL) {
    for (const path of namedPaths(part)) sink.file(path, 'read')
  }
  return false
}

export function outcomeOf(part: JsonObject): ToolOutcome | undefined {
  const confirmed = part['isConfirmed']
  const way = isJsonObject(confirmed) ? confirmed['type'] : undefined
  if (confirmed === false || way === DENIED || way === SKIPPED) return 'rejected'
  if (part['isComplete'] !== true) return undefined
  const exitCode = objectOf(objectOf(part['toolSpecificData'])['terminalCommandState'])['exitCode']
  const isError =
    objectOf(part['resultDetails'])['isError'] === true || (typeof exitCode === 'number' && exitCode !== 0)
  return isError ? 'error' : 'ok'
}

/** The places that the tool's own line, shown to the person, links to. */
export function namedPaths(part: JsonObject): readonly string[] {
  const urls = ['invocationMessage', 'pastTenseMessage'].flatMap((line) =>
    Object.keys(objectOf(objectOf(part[line])['uris'])),
  )
  return [...new Set(urls.flatMap((url) => pathOfPlace(url) ?? []))]
}

function writtenPath(part: JsonObject): string | undefined {
  const { kind } = part
  const isEdit =
    kind === 'textEditGroup' ||
    kind === 'notebookEditGroup' ||
    (kind === 'codeblockUri' && part['isEdit'] === true)
  return isEdit ? pathOfPlace(part['uri']) : undefined
}
