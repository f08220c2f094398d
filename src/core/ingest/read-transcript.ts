import { fileBelow } from '../files/named-paths.ts'
import type { Provider, TranscriptRef } from '../../providers/provider.ts'
import { addUpUsage } from '../store/add-up-usage.ts'
import { type FileUsage, type IndexedFile, SKIP_REASONS, type SkippedLines } from '../store/index-types.ts'
import type { TextCounter } from '../tokens/count-text.ts'
import { countFileTokens, type FileTokenCache } from '../tokens/file-tokens.ts'
import { fingerprint, onlyGrew } from './fingerprint.ts'
import type { LineReader } from './read-lines.ts'
import { encodeResponses, type ResponsePart } from '../store/response-codec.ts'
import { readStored } from '../store/stored-json.ts'
import {
  FactsGatherer,
  type GatheredBefore,
  type TouchedFile,
  type TranscriptFacts,
} from './transcript-facts.ts'

/** What reading a file, or what was appended to it, brought: as it is kept, for it may come from another thread. */
export interface TranscriptReading {
  /** True where the file was read from its beginning: rows of an earlier reading are void. */
  readonly fresh: boolean
  readonly facts: TranscriptFacts
  /** JSON of the files that the session touched. */
  readonly touchedFiles: string
  /** JSON of the parser's checkpoint. */
  readonly parserState: string
  readonly responses: readonly ResponsePart[]
  /** What these responses add up to. */
  readonly usage: FileUsage
  readonly readOffset: number
  readonly fingerprint: string
  readonly bytesRead: number
  readonly lines: number
  readonly skipped: SkippedLines
}

export interface TranscriptToRead {
  readonly fd: number
  readonly dev: number
  readonly ino: number
  readonly sizeBytes: number
  readonly provider: Provider
  readonly ref: TranscriptRef
  /** The file as it was when it was read last. */
  readonly known: IndexedFile | undefined
}

/** What counts tokens where the assistant reports none. The counter is only loaded when a transcript needs it. */
export interface Counting {
  readonly counter: TextCounter | undefined
  readonly fileTokens: FileTokenCache
}

/** Goes on where the last reading ended, if the file only grew; else reads it from the beginning. */
export function readTranscript(
  file: TranscriptToRead,
  reader: LineReader,
  counting: Counting,
): TranscriptReading {
  const { known } = file
  if (!known || !isSameFile(file, known)) return readFrom(file, undefined, reader, counting)
  const added = readFrom(file, known, reader, counting)
  // Asked afterwards: that tells of what changed beforehand and of what was changed while it was read.
  if (onlyGrew(file.fd, known.readOffset, known.fingerprint)) return added
  const anew = readFrom(file, undefined, reader, counting)
  return { ...anew, bytesRead: added.bytesRead + anew.bytesRead }
}

function readFrom(
  file: TranscriptToRead,
  known: IndexedFile | undefined,
  reader: LineReader,
  counting: Counting,
): TranscriptReading {
  const earlier = known && gatheredBefore(known)
  const { counter } = counting
  const gatherer = new FactsGatherer(counter && ((text) => counter.count(text)), earlier)
  const state: unknown = known && JSON.parse(known.parserState)
  const parser = file.provider.parser(file.ref, gatherer, state, reader.scanner)
  const result = reader.read(file.fd, known?.readOffset ?? 0, parser)
  const facts = gatherer.takeFacts()
  const touched = gatherer.touchedFiles()
  const responses = gatherer.takeResponses()
  countFiles(facts, touched, counting)
  return {
    fresh: !known,
    facts,
    touchedFiles: JSON.stringify(touched),
    parserState: JSON.stringify(parser.checkpoint() ?? null),
    responses: encodeResponses(responses),
    usage: addUpUsage(responses),
    readOffset: result.end,
    fingerprint: fingerprint(file.fd, result.end, result.tail),
    bytesRead: result.bytesRead,
    lines: (known?.lines ?? 0) + result.lines,
    skipped: addSkipped(known?.skipped ?? {}, result.skipped),
  }
}

function gatheredBefore({ facts, touchedFiles }: IndexedFile): GatheredBefore {
  return {
    facts: readStored<TranscriptFacts>(facts),
    touchedFiles: readStored<TouchedFile[]>(touchedFiles),
  }
}

/**
 * Counts the files that a session has touched where nothing better tells how full its context is: no usage and no
 * text. Only files below its own folder: a transcript can name any file of the machine.
 */
function countFiles(
  facts: TranscriptFacts,
  files: readonly TouchedFile[],
  { counter, fileTokens }: Counting,
): void {
  const { cwd, contextUsed, countedTokens, prompts } = facts
  if (contextUsed !== undefined || countedTokens !== undefined || prompts === 0 || cwd === undefined) return
  if (files.length === 0) return
  if (!counter) {
    facts.hasUncountedText = true
    return
  }
  facts.fileTokens = files
    .flatMap(([path]) => fileBelow(cwd, path) ?? [])
    .map((path) => countFileTokens(path, counter, fileTokens))
    .reduce((sum, counted) => sum + (counted.kind === 'counted' ? counted.tokens : 0), 0)
}

function isSameFile(file: TranscriptToRead, known: IndexedFile): boolean {
  return (
    file.dev === known.dev &&
    file.ino === known.ino &&
    file.provider.manifest.id === known.provider &&
    file.sizeBytes >= known.readOffset
  )
}

function addSkipped(a: SkippedLines, b: SkippedLines): SkippedLines {
  const sum: SkippedLines = { ...a }
  for (const reason of SKIP_REASONS) {
    const count = b[reason]
    if (count !== undefined) sum[reason] = (sum[reason] ?? 0) + count
  }
  return sum
}
