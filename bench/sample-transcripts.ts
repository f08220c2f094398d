import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SampleStory, SampleTurn } from '../src/providers/provider.ts'
import { findProvider } from '../src/providers/registry.ts'

/** A made-up session below a home, which can go on. */
export interface SampleTranscript {
  readonly id: string
  readonly path: string
  /** What one more turn adds to the file. */
  readonly turn: (turn: number) => string
}

/** Writes sessions of one turn each. `startedAt`: by their number. */
export function sampleTranscripts(
  home: string,
  count: number,
  startedAt: (index: number) => Date,
): readonly SampleTranscript[] {
  const sample = findProvider('claude-code')?.sample
  if (!sample) throw new Error('there is no sample writer')
  return Array.from({ length: count }, (_, index) => {
    const story: SampleStory = {
      sessionId: `77777777-7777-4777-8777-${String(index).padStart(12, '0')}`,
      title: `Live ${index}`,
      cwd: join(home, 'code', `project-${index % 10}`),
      branch: 'main',
      model: sample.models[0] ?? 'unknown',
      startedAt: startedAt(index),
    }
    const path = sample.transcriptPath({ platform: 'linux', home, env: {} }, story)
    mkdirSync(dirname(path), { recursive: true })
    const turn = (number: number, at: Date): string => sample.turn(story, turnOf(number, at), number)
    writeFileSync(path, sample.opening(story) + turn(0, story.startedAt))
    return {
      id: `claude-code:${story.sessionId}`,
      path,
      turn: (number) => turn(number, new Date()),
    }
  })
}

function turnOf(index: number, at: Date): SampleTurn {
  return {
    at,
    prompt: `Prompt ${index}`,
    answer: 'An answer of some length. '.repeat(40),
    tools: [{ kind: 'read', target: 'src/index.ts', failed: false }],
    contextTokens: 20_000 + index * 100,
    outputTokens: 200,
    ending: 'answered',
  }
}
