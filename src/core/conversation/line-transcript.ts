import { closeSync, readSync, type Stats } from 'node:fs'
import type { EntrySelection, LineConversation, TranscriptRef } from '../../providers/provider.ts'
import type { ConversationEntry, EntryPlace } from '../../shared/domain/conversation.ts'
import { troubleOf } from '../files/file-trouble.ts'
import { openRegular } from '../files/open-regular.ts'
import { fingerprint, onlyGrew } from '../ingest/fingerprint.ts'
import type { LineReader } from '../ingest/read-lines.ts'
import { ConversationUnreadable } from './conversation-source.ts'
import type { EntrySink } from './entry-sink.ts'

/** How far a file was read, and what it was then. */
interface Mark {
  readonly dev: number
  readonly ino: number
  readonly size: number
  readonly mtimeMs: number
  readonly offset: number
  readonly fingerprint: string
}

export type Growth = 'same' | 'grew' | 'replaced'

/** One transcript of a conversation that grows line by line. */
export class LineTranscript {
  readonly path: string
  private readonly format: LineConversation
  private readonly selection: EntrySelection
  private mark: Mark | undefined
  private firstStamp = ''

  constructor(path: string, format: LineConversation, ref: TranscriptRef) {
    this.path = path
    this.format = format
    this.selection = format.selection?.(ref) ?? { take: (placed) => [placed] }
  }

  /** Names what was read first: it stays while the file only grows. */
  get stamp(): string {
    return this.firstStamp
  }

  /** What became of the file since it was read. Throws `ConversationUnreadable`. */
  growth(): Growth {
    return withFile(this.path, (fd, stat) => {
      const { mark } = this
      if (!mark) return 'grew'
      if (stat.dev !== mark.dev || stat.ino !== mark.ino || stat.size < mark.offset) return 'replaced'
      if (stat.size === mark.size && stat.mtimeMs === mark.mtimeMs) return 'same'
      return onlyGrew(fd, mark.offset, mark.fingerprint) ? 'grew' : 'replaced'
    })
  }

  /** Reads on from where it stopped last. */
  readOn(reader: LineReader, sink: EntrySink, file: number): void {
    withFile(this.path, (fd, { dev, ino, size, mtimeMs }) => {
      const { end, tail } = reader.read(fd, this.mark?.offset ?? 0, {
        line: (block, start, to) => {
          const { offset, isCut } = reader.placeOf(start)
          const entries = isCut ? [CUT] : this.format.entries(block.toString('utf8', start, to))
          this.take(entries, { file, offset, bytes: isCut ? 0 : to - start, nth: 0 }, sink)
          return 'used'
        },
        checkpoint: () => null,
      })
      this.firstStamp ||= `${dev} ${ino} ${mtimeMs}`
      this.mark = { dev, ino, size, mtimeMs, offset: end, fingerprint: fingerprint(fd, end, tail) }
    })
  }

  private take(entries: readonly ConversationEntry[], line: EntryPlace, sink: EntrySink): void {
    for (let nth = 0; nth < entries.length; nth++) {
      const entry = entries[nth]
      if (!entry) continue
      for (const told of this.selection.take({ entry, place: nth === 0 ? line : { ...line, nth } }))
        sink.take(told.entry, told.place)
    }
  }

  /** The entries' texts, read back from the file. Throws `ConversationUnreadable` where it is another file by now. */
  texts(places: readonly EntryPlace[]): string[] {
    return this.entries(places).map(({ text }) => text)
  }

  /** The entries, read back from the file; it need not have been read before. Throws as `texts` does. */
  entries(places: readonly EntryPlace[]): ConversationEntry[] {
    return withFile(this.path, (fd) => {
      let known: { readonly offset: number; readonly entries: readonly ConversationEntry[] } | undefined
      return places.map(({ offset, bytes, nth }) => {
        if (known?.offset !== offset) known = { offset, entries: this.entriesAt(fd, offset, bytes) }
        const entry = known.entries[nth]
        if (!entry) throw new ConversationUnreadable(this.path, 'The transcript changed while it was read.')
        return entry
      })
    })
  }

  private entriesAt(fd: number, offset: number, bytes: number): readonly ConversationEntry[] {
    if (bytes === 0) return [CUT]
    const line = Buffer.allocUnsafe(bytes)
    let filled = 0
    while (filled < bytes) {
      const got = readSync(fd, line, filled, bytes - filled, offset + filled)
      if (got === 0) break
      filled += got
    }
    return this.format.entries(line.toString('utf8', 0, filled))
  }
}

/** Stands for a line that is too long to hold; its place has no bytes. */
const CUT: ConversationEntry = { kind: 'note', text: 'A record of more than 16 MiB is not shown.' }

function withFile<T>(path: string, work: (fd: number, stat: Stats) => T): T {
  const opened = openRegular(path)
  if (opened.kind === 'refused') throw new ConversationUnreadable(path, sentenceOf(opened.reason))
  try {
    return work(opened.fd, opened.stat)
  } catch (cause) {
    if (cause instanceof ConversationUnreadable) throw cause
    throw new ConversationUnreadable(path, sentenceOf(troubleOf(cause)))
  } finally {
    closeSync(opened.fd)
  }
}

function sentenceOf(reason: string): string {
  return `The transcript cannot be read: ${reason}.`
}
