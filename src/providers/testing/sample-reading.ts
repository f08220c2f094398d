import { posix } from 'node:path'
import type { LineOutcome } from '../../shared/domain/transcript.ts'
import type {
  DocumentFile,
  Provider,
  SampleCast,
  SampleDatabase,
  SampleRow,
  SampleStory,
  SampleTurn,
  SampleWriter,
  TranscriptRef,
} from '../provider.ts'
import { callsOf, type ReadLine, recordedParser } from './line-reading.ts'
import { type Recording, recordingSink } from './recording-sink.ts'
import { SAMPLE_ENVIRONMENT } from './sample-story.ts'
import { completeLines } from './transcript-fixtures.ts'

export interface ReadStory {
  /** What became of the records, as far as it was no use. */
  readonly unread: readonly LineOutcome[]
  readonly recording: Recording
  /** What each turn told. */
  readonly turns: readonly Recording['calls'][]
}

/** Reads what a sample writes of a story, with the turns so far. */
export type StoryReader = (story: SampleStory, turns: readonly SampleTurn[]) => ReadStory

/** Reads the transcript of a story as its provider writes it, line by line. */
export function lineStoryReader(provider: Provider, sample: SampleWriter): StoryReader {
  return (story, turns) => {
    const parser = recordedParser(provider, refOfStory(provider, sample, story))
    const read = (text: string): readonly ReadLine[] => {
      if (!text.endsWith('\n')) throw new Error(`a sample's last line has no line feed: ${text.slice(-80)}`)
      return completeLines(Buffer.from(text)).map((line) => parser.read(line))
    }
    const opening = read(sample.opening(story))
    const turnLines = turns.map((turn, index) => read(sample.turn(story, turn, index)))
    const outcomes = [...opening, ...turnLines.flat()].map(({ outcome }) => outcome)
    return {
      unread: outcomes.filter(isUnread),
      recording: parser.recording,
      turns: turnLines.map(callsOf),
    }
  }
}

/** Reads the database of a story as it is after each of its turns; `open` makes a document of its rows. */
export function databaseStoryReader(
  { documents: reader }: Provider,
  sample: SampleDatabase,
  open: (rows: readonly SampleRow[]) => DocumentFile,
): StoryReader {
  return (story, turns) => {
    const after = (count: number) => {
      const file = open(sample.rows(story, turns.slice(0, count)))
      const session = reader?.sessions(file).find(({ sessionId }) => sessionId === story.sessionId)
      if (!reader || !session) throw new Error('the database does not hold the session')
      const { sink, recording } = recordingSink()
      return { recording, outcomes: reader.read(file, session, sink) }
    }
    const { recording, outcomes } = after(turns.length)
    return {
      unread: (['unknown', 'malformed'] as const).filter((outcome) => (outcomes[outcome] ?? 0) > 0),
      recording,
      turns: turns.map((_, index) => after(index + 1).recording.calls),
    }
  }
}

function isUnread(outcome: LineOutcome): boolean {
  return outcome === 'unknown' || outcome === 'malformed'
}

/** What the provider takes the story's transcript for, seen from the root that it lies below. */
export function refOfStory(provider: Provider, sample: SampleCast, story: SampleStory): TranscriptRef {
  const path = sample.transcriptPath(SAMPLE_ENVIRONMENT, story)
  for (const root of provider.roots(SAMPLE_ENVIRONMENT)) {
    const below = posix.relative(root.path, path)
    const isReached = !below.startsWith('..') && below.split('/').length <= root.maxDepth + 1
    const ref = isReached ? provider.transcript(below) : undefined
    if (ref) return ref
  }
  throw new Error(`no root leads to the sample transcript ${path}`)
}
