import type { JsonCursor } from './json-cursor.ts'
import { Message, MessageReader } from './message.ts'
import { TextSpan } from './text-span.ts'
import { KeyReader, KeySet, keySet, WordTable, wordTable } from './word-table.ts'

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

const TEXT_KEYS = [
  'uuid',
  'timestamp',
  'sessionId',
  'session_id',
  'cwd',
  'version',
  'gitBranch',
  'requestId',
  'requestedModel',
  'promptSource',
  'toolDenialKind',
  'error',
] as const
const OTHER_KEYS = [
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
] as const
const IGNORED_KEYS = [
  'parentUuid',
  'userType',
  'entrypoint',
  'promptId',
  'agentId',
  'slug',
  'effort',
  'perTurnEffort',
  'madeBy',
  'apiBlockIndex',
  'requestRef',
  'promptCacheRequested',
  'thinkingMetadata',
  'permissionMode',
  'turnOrigin',
  'turnPosition',
  'sourceToolAssistantUUID',
] as const

type TextKey = (typeof TEXT_KEYS)[number]
type OtherKey = (typeof OTHER_KEYS)[number]

interface Field {
  readonly text: TextKey | undefined
  readonly other: OtherKey | undefined
}

const FIELDS = new KeySet<Field>(
  Object.fromEntries([
    ...TEXT_KEYS.map((key) => [key, { text: key, other: undefined }] as const),
    ...OTHER_KEYS.map((key) => [key, { text: undefined, other: key }] as const),
    ...IGNORED_KEYS.map((key) => [key, undefined] as const),
  ]),
)
const ORIGIN_KEYS = keySet(['kind'])
const DECISION_KEYS = keySet(['decision'], ['source', 'reasonType'])
const RESULT_KEYS = keySet(['bashEditDiff'])
const DIFF_KEYS = keySet(['changedFiles'])
const PATH_KEYS = keySet(['filePath', 'path'])
const ATTACHMENT_KEYS = keySet(['type'])
const REQUEST_KEYS = keySet(['model', 'betas'])
const ATTACHMENT_TYPES = wordTable(['model', 'queued_command'])
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

  /** A cleared place behind the last changed file; `undefined` where there are too many. */
  addChangedFile(): TextSpan | undefined {
    if (this.changedFileCount >= MAX_CHANGED_FILES) return undefined
    const index = this.changedFileCount++
    const file = this.changedFiles[index] ?? new TextSpan()
    this.changedFiles[index] = file
    file.clear()
    return file
  }
}

/** Reads records. Keeps what it learned of the order of their keys. */
export class RowReader {
  private readonly cursor: JsonCursor
  private readonly messages: MessageReader
  private readonly fields = new KeyReader(FIELDS)
  private readonly originKeys = new KeyReader(ORIGIN_KEYS)
  private readonly decisionKeys = new KeyReader(DECISION_KEYS)
  private readonly resultKeys = new KeyReader(RESULT_KEYS)
  private readonly diffKeys = new KeyReader(DIFF_KEYS)
  private readonly pathKeys = new KeyReader(PATH_KEYS)
  private readonly attachmentKeys = new KeyReader(ATTACHMENT_KEYS)
  private readonly requestKeys = new KeyReader(REQUEST_KEYS)

  constructor(cursor: JsonCursor) {
    this.cursor = cursor
    this.messages = new MessageReader(cursor)
  }

  /** Fills the row from the object that stands at the cursor; false where there is none, or it is not whole. */
  read(row: Row): boolean {
    const { cursor, fields } = this
    row.clear()
    if (!cursor.enterObject(fields)) return false
    while (cursor.nextMember(fields)) {
      const field = fields.value
      if (field === undefined) cursor.skip()
      else if (field.text !== undefined) cursor.readText(row.text[field.text])
      else this.readOther(row, field.other)
    }
    return !cursor.broken
  }

  private readOther(row: Row, key: OtherKey | undefined): void {
    const { cursor } = this
    switch (key) {
      case 'type':
        row.type = cursor.readWordOr(TYPES, 'unknown')
        break
      case 'message':
        this.messages.read(row.message)
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
        this.readOneText(this.originKeys, row.originKind)
        break
      case 'permissionDecision':
        this.readOneText(this.decisionKeys, row.decision)
        break
      case 'toolUseResult':
        this.readToolUseResult(row)
        break
      case 'attachment':
        this.readAttachment(row)
        break
      case 'params':
        this.readRequest(row)
        break
      case undefined:
        cursor.skip()
    }
  }

  /** Reads the one member of an object that matters. */
  private readOneText(keys: KeyReader<string>, span: TextSpan): void {
    const { cursor } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      if (keys.value) cursor.readText(span)
      else cursor.skip()
    }
  }

  private readToolUseResult(row: Row): void {
    const { cursor, resultKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      if (keys.value) this.readEditDiff(row)
      else cursor.skip()
    }
  }

  private readEditDiff(row: Row): void {
    const { cursor, diffKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      if (!keys.value || !cursor.enterArray()) cursor.skip()
      else while (cursor.nextElement()) this.readChangedFile(row)
    }
  }

  /** No fixture shows what an element is: a path and an object that names one are both taken. */
  private readChangedFile(row: Row): void {
    const { cursor } = this
    const file = row.addChangedFile()
    if (!file) return cursor.skip()
    if (cursor.atText) cursor.readText(file)
    else this.readOneText(this.pathKeys, file)
    if (!file.present) row.changedFileCount--
  }

  private readAttachment(row: Row): void {
    const { cursor, attachmentKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    while (cursor.nextMember(keys)) {
      if (keys.value) row.attachmentType = cursor.readWord(ATTACHMENT_TYPES)
      else cursor.skip()
    }
  }

  private readRequest(row: Row): void {
    const { cursor, requestKeys: keys } = this
    if (!cursor.enterObject(keys)) return cursor.skip()
    let isLong = false
    while (cursor.nextMember(keys)) {
      if (keys.value === 'model') cursor.readText(row.longContextModel)
      else if (keys.value === 'betas' && cursor.enterArray()) {
        while (cursor.nextElement()) if (cursor.readWord(BETAS)) isLong = true
      } else cursor.skip()
    }
    if (!isLong) row.longContextModel.clear()
  }
}
