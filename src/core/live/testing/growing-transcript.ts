import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SampleStory, SampleTurn } from '../../../providers/provider.ts'
import { findProvider } from '../../../providers/registry.ts'

/** A made-up Codex session below a home, that a test begins and lets grow. `digit` tells sessions apart. */
export function growingTranscript(home: string, digit: number) {
  const writer = findProvider('codex')?.sample
  if (!writer) throw new Error('no sample writer')
  const startedAt = new Date()
  const story: SampleStory = {
    sessionId: `01a1fc50-aa9d-7000-8000-00000000000${digit}`,
    title: 'Fix it',
    cwd: join(home, 'code'),
    branch: 'main',
    model: 'gpt-5.5',
    startedAt,
  }
  const turn: SampleTurn = {
    at: startedAt,
    prompt: 'Fix it',
    answer: 'Done',
    tools: [],
    contextTokens: 10_000,
    outputTokens: 100,
    ending: 'answered',
  }
  const path = writer.transcriptPath({ platform: 'linux', home, env: {} }, story)
  return {
    /** As the contract spells it. */
    id: `codex:${story.sessionId}`,
    path,
    begin() {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, writer.opening(story) + writer.turn(story, turn, 0))
    },
    /** Appends turn `index`, and answers how many bytes that took. */
    grow(index: number): number {
      const text = writer.turn(story, turn, index)
      appendFileSync(path, text)
      return Buffer.byteLength(text)
    },
  }
}
