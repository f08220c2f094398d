import type { ConversationFormat, Provider } from '../../providers/provider.ts'
import type { EntryPlace } from '../../shared/domain/conversation.ts'
import type { LineReader } from '../ingest/read-lines.ts'
import { ConversationUnreadable, type ConversationSource, type SourceFile } from './conversation-source.ts'
import { DocumentTranscript } from './document-transcript.ts'
import { LineTranscript } from './line-transcript.ts'
import { digestOf } from './digest.ts'
import { openTranscript } from './open-transcript.ts'
import { type Outline, OutlineBuilder, type OutlinedMessage } from './outline.ts'

export interface TranscriptProblem {
  readonly path: string
  readonly reason: string
}

/** What one reading of all files of a conversation gave. */
interface Reading {
  readonly outline: OutlineBuilder
  /** By the file's index; a file that could not be read has none. */
  readonly transcripts: readonly (LineTranscript | DocumentTranscript | undefined)[]
  readonly problems: readonly TranscriptProblem[]
}

/** A conversation whose outline is kept in memory and follows its transcripts. Texts stay on the disk. */
export class OpenConversation {
  private readonly source: ConversationSource
  private readonly provider: Provider
  private readonly format: ConversationFormat
  private readonly lines: LineReader
  private reading: Reading | undefined

  constructor(source: ConversationSource, provider: Provider, format: ConversationFormat, lines: LineReader) {
    this.source = source
    this.provider = provider
    this.format = format
    this.lines = lines
  }

  get outline(): Outline {
    return this.current().outline
  }

  /** Messages that are kept in memory. */
  get size(): number {
    return this.reading?.outline.messages.length ?? 0
  }

  get problems(): readonly TranscriptProblem[] {
    return this.current().problems
  }

  /** Changes whenever positions may mean other messages than before. */
  get edition(): string {
    return digestOf(
      this.current()
        .transcripts.map((file) => file?.stamp)
        .join('\n'),
    ).toString(36)
  }

  pathOf({ file }: EntryPlace): string {
    return this.source.files[file]?.path ?? ''
  }

  /** Brings the outline up to date with the disk. Throws `ConversationUnreadable` where no file can be read. */
  refresh(): void {
    if (!this.reading || !this.follow(this.reading)) this.readAnew()
  }

  /** Whole texts of the messages, which are in order of their positions. */
  texts(messages: readonly OutlinedMessage[]): string[] {
    const { transcripts } = this.current()
    const texts: string[] = []
    for (let start = 0; start < messages.length; ) {
      const file = messages[start]?.place.file ?? 0
      let end = start
      while (end < messages.length && messages[end]?.place.file === file) end++
      const run = messages.slice(start, end)
      const read = transcripts[file]?.texts(run.map(({ place }) => place)) ?? []
      run.forEach((message, index) => texts.push(ownText(message) ?? read[index] ?? ''))
      start = end
    }
    return texts
  }

  private current(): Reading {
    if (!this.reading) throw new Error('a conversation is refreshed before it is asked')
    return this.reading
  }

  /** Reads what was appended to the last file; false where anything else happened. */
  private follow({ transcripts, outline, problems }: Reading): boolean {
    if (problems.length > 0) return false
    const last = transcripts.length - 1
    for (const [index, transcript] of transcripts.entries()) {
      if (transcript instanceof DocumentTranscript) {
        if (!transcript.isSame()) return false
        continue
      }
      const growth = transcript?.growth() ?? 'replaced'
      if (growth === 'replaced' || (growth === 'grew' && index < last)) return false
      if (growth === 'grew') transcript?.readOn(this.lines, outline, index)
    }
    return true
  }

  private readAnew(): void {
    this.reading = undefined
    const { files } = this.source
    const outline = new OutlineBuilder(files.length)
    const problems: ConversationUnreadable[] = []
    const transcripts = files.map((file, index) => {
      try {
        return this.read(file, outline, index)
      } catch (cause) {
        if (!(cause instanceof ConversationUnreadable)) throw cause
        problems.push(cause)
        return undefined
      }
    })
    const [first] = problems
    if (first && problems.length === files.length) throw first
    this.reading = {
      outline,
      transcripts,
      problems: problems.map(({ path, reason }) => ({ path: path ?? '', reason })),
    }
  }

  private read(
    file: SourceFile,
    outline: OutlineBuilder,
    index: number,
  ): LineTranscript | DocumentTranscript {
    const transcript = openTranscript(file, this.provider, this.format)
    if (transcript instanceof LineTranscript) transcript.readOn(this.lines, outline, index)
    else transcript.read(outline, index)
    return transcript
  }
}

function ownText({ modelBefore, model }: OutlinedMessage): string | undefined {
  return modelBefore === undefined ? undefined : `${modelBefore} → ${model ?? ''}`
}
