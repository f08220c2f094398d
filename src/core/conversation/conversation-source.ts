/** A transcript of a session, as the index lists it. Plain data: it is sent to the thread that reads it. */
export interface SourceFile {
  /** As the index names it; a session in a document has a path of its own, `document#session`. */
  readonly path: string
  /** Folder that the path is found under. */
  readonly root: string
  readonly isSubagent: boolean
}

/** Whose conversation is read, and from what. */
export interface ConversationSource {
  /** The session's id in the contract. */
  readonly id: string
  readonly provider: string
  /** The assistant's own id of the session. */
  readonly sessionId: string
  /** Files of this conversation, in the order of their birth: more than one where a session went on in another file. */
  readonly files: readonly SourceFile[]
}

/** A conversation cannot be read. Expected: files are deleted, locked, replaced. `reason` is a sentence for people. */
export class ConversationUnreadable extends Error {
  readonly path: string | null
  readonly reason: string

  constructor(path: string | null, reason: string) {
    super(path === null ? reason : `${path}: ${reason}`)
    this.name = 'ConversationUnreadable'
    this.path = path
    this.reason = reason
  }
}
