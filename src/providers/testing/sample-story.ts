import type { ProviderEnvironment, SampleStory, SampleTurn } from '../provider.ts'

export const SAMPLE_ENVIRONMENT: ProviderEnvironment = { platform: 'linux', home: '/home/dev', env: {} }

export const SAMPLE_STORY: SampleStory = {
  sessionId: '01a1fb86-6af7-7480-8c7e-8fa7170077d1',
  title: 'Round prices to whole cents',
  cwd: '/home/dev/code/shop-api',
  branch: 'whole-cents',
  model: 'model-of-nobody',
  startedAt: new Date('2026-11-21T09:00:00.000Z'),
}

const PROMPTS = [
  'Round prices to whole cents',
  'Write the test first: "0.1 + 0.2", and \\u00e9 too.',
  'Und jetzt\ndie Summen — 修复 🎉',
  'Why does it fail?',
  'Run it again.',
]

/** Five turns whose context grows and shrinks; `ending` is how the last one ends. */
export function sampleTurns(ending: SampleTurn['ending']): readonly SampleTurn[] {
  return [12_345, 23_456, 98_765, 31_007, 41_001].map((contextTokens, index) => ({
    at: new Date(SAMPLE_STORY.startedAt.getTime() + (index + 1) * 61_000),
    prompt: PROMPTS[index] ?? '',
    answer: `Done with step ${index + 1}.`,
    tools: [
      { kind: 'read', target: `${SAMPLE_STORY.cwd}/src/read-${index}.ts`, failed: false },
      { kind: 'write', target: `${SAMPLE_STORY.cwd}/src/written-${index}.ts`, failed: false },
      { kind: 'command', target: 'npm test', failed: index === 3 },
    ],
    contextTokens,
    outputTokens: 301 + index,
    ending: index === 4 ? ending : 'answered',
  }))
}
