import { describe, expect, it } from 'vitest'
import type { ModelResponse, TurnPhase } from '../../shared/domain/transcript.ts'
import type { Provider, SampleCast, SampleTurn } from '../provider.ts'
import { complaintsAbout } from './plausible-calls.ts'
import type { Recording } from './recording-sink.ts'
import { refOfStory, type StoryReader } from './sample-reading.ts'
import { SAMPLE_STORY, sampleTurns } from './sample-story.ts'

const PHASES: Readonly<Record<SampleTurn['ending'], TurnPhase>> = {
  answered: 'done',
  open: 'tool-running',
  quota: 'failed',
}
const ENDINGS = ['answered', 'open', 'quota'] as const

/** What a provider writes as sample data is read by the same provider as what was meant. */
export function describeSample(provider: Provider, sample: SampleCast, readStory: StoryReader): void {
  const story = { ...SAMPLE_STORY, model: sample.models[0] ?? '' }

  it('offers models, of which it knows the windows', () => {
    expect(sample.models.length).toBeGreaterThan(0)
    for (const model of sample.models) {
      const [told] = readStory({ ...story, model }, sampleTurns('answered')).recording.of('contextWindow')
      expect(provider.modelWindow(model, 0) ?? told, model).toBeDefined()
    }
  })

  describe.each(sample.endings ?? ENDINGS)('a story whose end is %s', (ending) => {
    const turns = sampleTurns(ending)

    it('is read without a record that is unknown or malformed', () => {
      const { unread, recording } = readStory(story, turns)
      expect(unread).toEqual([])
      expect(complaintsAbout(recording.calls)).toEqual([])
    })

    it('is about the session, its folder, its branch and its model', () => {
      const { recording } = readStory(story, turns)
      expect(recording.of('session')[0]).toEqual([story.sessionId])
      expect(recording.of('workingDirectory').at(-1)).toEqual([story.cwd])
      // Some assistants write no branch down.
      expect([[story.branch], undefined]).toContainEqual(recording.of('branch').at(-1))
      expect(recording.of('model').at(-1)).toEqual([story.model])
      const title = recording.of('title').at(-1)?.[1] ?? recording.of('prompt')[0]?.[0]
      expect(title).toBe(story.title)
    })

    it('has every prompt once', () => {
      const { recording } = readStory(story, turns)
      expect(recording.of('prompt').map(([text]) => text)).toEqual(turns.map(({ prompt }) => prompt))
    })

    it('fills the context after each turn as far as the turn says', () => {
      const told = readStory(story, turns).turns
      expect(told.map(contextIn)).toEqual(turns.map(({ contextTokens }) => contextTokens))
    })

    it('touches the files of its turns and no other, and has the tools that failed', () => {
      const { recording } = readStory(story, turns)
      const files = recording.of('file').map(([path, access]) => `${String(access)} ${String(path)}`)
      const written = targets(turns, 'write')
      expect(files).toEqual(expect.arrayContaining(written))
      expect([...written, ...targets(turns, 'read')]).toEqual(expect.arrayContaining(files))
      const failed = recording.of('toolResult').filter(([, outcome]) => outcome === 'error')
      expect(failed).toHaveLength(turns.flatMap(({ tools }) => tools).filter((tool) => tool.failed).length)
    })

    it('ends as it says', () => {
      const { recording } = readStory(story, turns)
      expect(recording.lastPhase).toBe(PHASES[ending])
      expect(recording.errors.some(({ blocks }) => blocks === 'quota')).toBe(ending === 'quota')
    })
  })

  it('names a transcript that is found below a root', () => {
    const { sessionId, subagentOf } = refOfStory(provider, sample, story)
    // A path may name no session, or only a part of its id: the first records tell it then.
    expect([story.sessionId, undefined]).toContain(sessionId)
    expect(subagentOf).toBeUndefined()
  })
}

function targets(turns: readonly SampleTurn[], kind: 'read' | 'write'): string[] {
  const tools = turns.flatMap((turn) => turn.tools).filter((tool) => tool.kind === kind)
  return tools.map(({ target }) => `${kind} ${target}`)
}

/** The occupancy of the main context as it was told last. */
function contextIn(calls: Recording['calls']): unknown {
  const told = calls.flatMap(([method, first]) => {
    if (method === 'context') return [first]
    if (method !== 'response') return []
    const { contextUsed, sidechain } = first as ModelResponse
    return contextUsed === undefined || sidechain ? [] : [contextUsed]
  })
  return told.at(-1)
}
