import { each, type Field, type Places, shapeOf } from '../json-scan/shape.ts'

/** Blocks of one message that are kept. Real messages have a handful. */
const MOST_BLOCKS = 512
/** Files changed by one shell command that are kept. */
const MOST_CHANGED_FILES = 256
const MOST_BETAS = 64

/** What counts in a record: all else is stepped over. */
export const ROW = shapeOf((places) => ({
  type: places.text(),
  uuid: places.text(),
  timestamp: places.text(),
  sessionId: places.text(),
  session_id: places.text(),
  cwd: places.text(),
  version: places.text(),
  gitBranch: places.text(),
  requestId: places.text(),
  requestedModel: places.text(),
  promptSource: places.text(),
  toolDenialKind: places.text(),
  error: places.text(),
  isSidechain: places.scalar(),
  isMeta: places.scalar(),
  isCompactSummary: places.scalar(),
  isApiErrorMessage: places.scalar(),
  apiErrorStatus: places.scalar(),
  message: places.object(messageMembers),
  origin: places.object((inner) => ({ kind: inner.text() })),
  permissionDecision: places.object((inner) => ({ decision: inner.text() })),
  toolUseResult: places.object((result) => ({
    bashEditDiff: result.object((diff) => ({
      changedFiles: diff.list(MOST_CHANGED_FILES, changedFile),
    })),
  })),
  attachment: places.object((inner) => ({ type: inner.text() })),
  params: places.object((inner) => ({
    model: inner.text(),
    betas: inner.list(MOST_BETAS, (beta) => beta.text()),
  })),
}))

function messageMembers(places: Places) {
  return {
    id: places.text(),
    model: places.text(),
    role: places.text(),
    stop_reason: places.text(),
    // A string, or an array of blocks.
    content: { ...places.text(), ...places.list(MOST_BLOCKS, contentBlock) },
    usage: places.object((usage) => ({
      input_tokens: usage.scalar(),
      output_tokens: usage.scalar(),
      cache_read_input_tokens: usage.scalar(),
      cache_creation_input_tokens: usage.scalar(),
      cache_creation: usage.object((parts) => ({
        ephemeral_5m_input_tokens: parts.scalar(),
        ephemeral_1h_input_tokens: parts.scalar(),
      })),
      output_tokens_details: usage.object((parts) => ({ thinking_tokens: parts.scalar() })),
      // `iterations` repeats the same numbers.
    })),
  }
}

function contentBlock(places: Places) {
  const text = places.text()
  // Only file tools are asked for the path later: `path` of a search is a folder.
  const path = { ...places.text(), firstStays: true }
  return places.object(() => ({
    type: places.text(),
    text,
    id: places.text(),
    name: places.text(),
    tool_use_id: places.text(),
    is_error: places.scalar(),
    input: { members: { file_path: path, notebook_path: path, path } },
    // A result's content is a string, or an array of blocks whose first text says enough.
    content: { ...text, ...each({ members: { text: { ...text, firstStays: true } } }) },
  }))
}

/** No fixture shows what an element is: a path and an object that names one are both taken. */
function changedFile(places: Places): Field & { readonly text: number } {
  const path = places.text()
  return { ...path, members: { filePath: path, path } }
}
