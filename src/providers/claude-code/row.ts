import type { JsonCursor } from './json-cursor.ts'
import { Message, readMessage } from './message.ts'
import { TextSpan } from './text-span.ts'
import { WordTable, wordTable } from './word-table.ts'

/** Files changed by one shell command that are kept. */
const MAX_CHANGED_FILES = 256

/** What is to be done with each type of record; `idle` types are known, and nothing in them counts. */
const TYPES = new WordTable({
  user: 'user',
  assistant: 'assistant',
  system: 'system',
  attachment: 'attachment',
  summary: 'summary',
  'custom-title': 'custom-title',
  'ai-title': 'ai-title',
  'agent-name': 'agent-name',
  'queue-operation': 'queue-operation',
  'cost-state': 'cost-state',
  'file-history-delta': 'file-history-delta',
  'api-request': 'api-request',
  'api-request-blob': 'idle',
  'api-request-shape': 'idle',
  'atis-latch': 'idle',
  'bridge-session': 'idle',
  'file-history-snapshot': 'idle',
  'frame-link': 'idle',
  'last-prompt': 'idle',
  mode: 'idle',
  'permission-mode': 'idle',
  'pr-link': 'idle',
  progress: 'idle',
  relocated: 'idle',
  result: 'idle',
  started: 'idle',
  tag: 'idle',
  'tools-used': 'idle',
  'worktree-state': 'idle',
} as const)

const TEXT_KEYS = wordTable([
  'uuid',
  'timestamp',
  'sessionId',
  'session_id',
  'cwd',
  'version',
  'gitBranch',
  'agentId',
  'requestId',
  'requestedModel',
  'promptSource',
  'toolDenialKind',
  'error',
])
const OTHER_KEYS = wordTable([
  'type',
  'message',
  'isSidechain',
  'isMeta',
  'isCompactSummary',
  'isApiErrorMessage',
  'apiErrorStatus',
  'origin',
  'permissionDecision',
  'toolUseResult',
  'attachment',
  'params',
])
const ORIGIN_KEYS = wordTable(['kind'])
const DECISION_KEYS = wordTable(['decision'])
const RESULT_KEYS = wordTable(['bashEditDiff'])
const DIFF_KEYS = wordTable(['changedFiles'])
const PATH_KEYS = wordTable(['filePath', 'path'])
const ATTACHMENT_KEYS = wordTable(['type'])
const ATTACHMENT_TYPES = wordTable(['model', 'queued_command'])
const REQUEST_KEYS = wordTable(['model', 'betas'])
const BETAS = wordTable(['context-1m-2025-08-07'])

export type RowType = 'unknown' | (typeof TYPES extends WordTable<infer Type> ? Type : never)

/** What one record says, mostly as places in the block. One object is filled again for every line. */
export class Row {
  /** `undefined` where the record names none. */
  type: RowType | undefined = undefined
  readonly text = {
    uuid: new TextSpan(),
    timestamp: new TextSpan(),
    sessionId: new TextSpan(),
    /** The session that the writing process was started with. Another one than `sessionId` in copies and after `/clear`. */
    session_id: new TextSpan(),
    cwd: new TextSpan(),
    version: new TextSpan(),
    gitBranch: new TextSpan(),
    agentId: new TextSpan(),
    requestId: new TextSpan(),
    requestedModel: new TextSpan(),
    promptSource: new TextSpan(),
    toolDenialKind: new TextSpan(),
    error: new TextSpan(),
  }
  readonly message = new Message()
  readonly originKind = new TextSpan()
  readonly decision = new TextSpan()
  attachmentType: 'model' | 'queued_command' | undefined = undefined
  /** The first `changedFileCount` hold what the last record had. */
  readonly changedFiles: TextSpan[] = []
  changedFileCount = 0
  isSidechain = false
  isMeta = false
  isCompactSummary = false
  isApiError = false
  apiErrorStatus = Number.NaN
  /** Model of an HTTP request that asked for the long context. */
  readonly longContextModel = new TextSpan()

  clear(): void {
    this.type = undefined
    const { text } = this
    text.uuid.clear()
    text.timestamp.clear()
    text.sessionId.clear()
    text.session_id.clear()
    text.cwd.clear()
    text.version.clear()
    text.gitBranch.clear()
    text.agentId.clear()
    text.requestId.clear()
    text.requestedModel.clear()
    text.promptSource.clear()
    text.toolDenialKind.clear()
    text.error.clear()
    this.message.clear()
    this.originKind.clear()
    this.decision.clear()
    this.attachmentType = undefined
    this.changedFileCount = 0
    this.isSidechain = false
    this.isMeta = false
    this.isCompactSummary = false
    this.isApiError = false
    this.apiErrorStatus = Number.NaN
    this.longContextModel.clear()
  }
}

/** Fills the row from the object that stands at the cursor; false where there is none, or it is not whole. */
export function readRow(cursor: JsonCursor, row: Row): boolean {
  row.clear()
  if (!cursor.enterObject()) return false
  while (cursor.nextMember()) {
    const text = cursor.keyIn(TEXT_KEYS)
    if (text) cursor.readText(row.text[text])
    else readOther(cursor, row)
  }
  return !cursor.broken
}

function readOther(cursor: JsonCursor, row: Row): void {
  switch (cursor.keyIn(OTHER_KEYS)) {
    case 'type':
      row.type = cursor.readWordOr(TYPES, 'unknown')
      break
    case 'message':
      readMessage(cursor, row.message)
      break
    case 'isSidechain':
      row.isSidechain = cursor.readTrue()
      break
    case 'isMeta':
      row.isMeta = cursor.readTrue()
      break
    case 'isCompactSummary':
      row.isCompactSummary = cursor.readTrue()
      break
    case 'isApiErrorMessage':
      row.isApiError = cursor.readTrue()
      break
    case 'apiErrorStatus':
      row.apiErrorStatus = cursor.readCount()
      break
    case 'origin':
      readOneText(cursor, ORIGIN_KEYS, row.originKind)
      break
    case 'permissionDecision':
      readOneText(cursor, DECISION_KEYS, row.decision)
      break
    case 'toolUseResult':
      readToolUseResult(cursor, row)
      break
    case 'attachment':
      readAttachment(cursor, row)
      break
    case 'params':
      readRequest(cursor, row)
      break
    case undefined:
      cursor.skip()
  }
}

/** Reads the one member of an object that matters. */
function readOneText(cursor: JsonCursor, keys: WordTable<string>, span: TextSpan): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    if (cursor.keyIn(keys)) cursor.readText(span)
    else cursor.skip()
  }
}

function readToolUseResult(cursor: JsonCursor, row: Row): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    if (cursor.keyIn(RESULT_KEYS)) readEditDiff(cursor, row)
    else cursor.skip()
  }
}

function readEditDiff(cursor: JsonCursor, row: Row): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    if (!cursor.keyIn(DIFF_KEYS) || !cursor.enterArray()) cursor.skip()
    else while (cursor.nextElement()) readChangedFile(cursor, row)
  }
}

/** No fixture shows what an element is: a path and an object that names one are both taken. */
function readChangedFile(cursor: JsonCursor, row: Row): void {
  if (row.changedFileCount >= MAX_CHANGED_FILES) return cursor.skip()
  const file = row.changedFiles[row.changedFileCount] ?? new TextSpan()
  row.changedFiles[row.changedFileCount] = file
  if (cursor.atText) cursor.readText(file)
  else {
    file.clear()
    readOneText(cursor, PATH_KEYS, file)
  }
  if (file.present) row.changedFileCount++
}

function readAttachment(cursor: JsonCursor, row: Row): void {
  if (!cursor.enterObject()) return cursor.skip()
  while (cursor.nextMember()) {
    if (cursor.keyIn(ATTACHMENT_KEYS)) row.attachmentType = cursor.readWord(ATTACHMENT_TYPES)
    else cursor.skip()
  }
}

function readRequest(cursor: JsonCursor, row: Row): void {
  if (!cursor.enterObject()) return cursor.skip()
  let longContext = false
  while (cursor.nextMember()) {
    const key = cursor.keyIn(REQUEST_KEYS)
    if (key === 'model') cursor.readText(row.longContextModel)
    else if (key === 'betas' && cursor.enterArray()) {
      while (cursor.nextElement()) if (cursor.readWord(BETAS)) longContext = true
    } else cursor.skip()
  }
  if (!longContext) row.longContextModel.clear()
}
