import { posix } from 'node:path'
import type { Provider, SampleStory, SampleTurn, SampleWriter, TranscriptRef } from '../provider.ts'
import { callsOf, type ReadLine, recordedParser } from './line-reading.ts'
import type { Recording } from './recording-sink.ts'
import { SAMPLE_ENVIRONMENT } from './sample-story.ts'
import { completeLines } from './transcript-fixtures.ts'

export interface ReadStory {
  readonly lines: readonly ReadLine[]
  readonly recording: Recording
  /** What each turn told. */
  readonly turns: readonly Recording['calls'][]
}

/** Reads the transcript of a story as its provider writes it. */
export function readStory(
  provider: Provider,
  sample: SampleWriter,
  story: SampleStory,
  turns: readonly SampleTurn[],
): ReadStory {
  const parser = recordedParser(provider, refOfStory(provider, sample, story))
  const read = (text: string): readonly ReadLine[] => {
    if (!text.endsWith('\n')) throw new Error(`a sample's last line has no line feed: ${text.slice(-80)}`)
    return completeLines(Buffer.from(text)).map((line) => parser.read(line))
  }
  const opening = read(sample.opening(story))
  const turnLines = turns.map((turn, index) => read(sample.turn(story, turn, index)))
  return {
    lines: [...opening, ...turnLines.flat()],
    recording: parser.recording,
    turns: turnLines.map(callsOf),
  }
}

/** What the provider takes the story's transcript for, seen from the root that it lies below. */
export function refOfStory(provider: Provider, sample: SampleWriter, story: SampleStory): TranscriptRef {
  const path = sample.transcriptPath(SAMPLE_ENVIRONMENT, story)
  for (const root of provider.roots(SAMPLE_ENVIRONMENT)) {
    const below = posix.relative(root.path, path)
    const isReached = !below.startsWith('..') && below.split('/').length <= root.maxDepth + 1
    const ref = isReached ? provider.transcript(below) : undefined
    if (ref) return ref
  }
  throw new Error(`no root leads to the sample transcript ${path}`)
}
