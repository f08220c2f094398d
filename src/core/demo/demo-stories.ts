import type { SampleStory, SampleTurn } from '../../providers/provider.ts'

/** How a made-up session is doing. `plays`: it goes on by itself while somebody looks. */
export interface DemoStory {
  /** What the assistant keeps its sessions in. */
  readonly keptIn: 'lines' | 'database'
  /** Which of the assistants that can make sample data of that kind, counted from 0. */
  readonly assistant: number
  readonly project: string
  readonly title: string
  readonly branch: string
  /** Which of the assistant's models, counted from 0. */
  readonly model: number
  readonly minutesOld: number
  readonly idleMinutes: number
  readonly turns: number
  readonly firstContext: number
  readonly lastContext: number
  /** Failed tool calls, spread over the turns. */
  readonly failedTools: number
  readonly ending: SampleTurn['ending']
  /** `undefined`: no process runs it. */
  readonly live: 'working' | 'waiting' | 'idle' | undefined
  readonly plays: boolean
}

const HOUR = 60

/** Twelve sessions as a developer has them on a busy day: most are well, some need a look, one needs it now. */
export const DEMO_STORIES: readonly DemoStory[] = [
  story(0, 'shop-api', 'Move the checkout to idempotency keys', 'checkout-keys', 0, {
    minutesOld: 52,
    idleMinutes: 0,
    turns: 18,
    firstContext: 38_000,
    lastContext: 412_000,
    live: 'working',
    plays: true,
  }),
  story(0, 'shop-web', 'Rewrite the product filter with URL state', 'filter-url', 1, {
    minutesOld: 205,
    idleMinutes: 1,
    turns: 34,
    firstContext: 24_000,
    lastContext: 183_000,
    failedTools: 2,
    live: 'working',
    plays: true,
  }),
  story(0, 'billing', 'Delete invoices of closed accounts', 'retention', 2, {
    minutesOld: 31,
    idleMinutes: 4,
    turns: 9,
    firstContext: 21_000,
    lastContext: 74_000,
    ending: 'open',
    live: 'waiting',
  }),
  story(1, 'search', 'Find out why indexing takes twice as long', 'main', 0, {
    minutesOld: 18,
    idleMinutes: 0,
    turns: 7,
    firstContext: 14_000,
    lastContext: 96_000,
    live: 'working',
    ending: 'open',
    plays: true,
  }),
  story(1, 'deploy-tools', 'Port the release script to TypeScript', 'release-ts', 0, {
    minutesOld: 74,
    idleMinutes: 12,
    turns: 16,
    firstContext: 16_000,
    lastContext: 148_000,
    ending: 'quota',
    live: 'idle',
  }),
  story(0, 'mobile', 'Upgrade the navigation library', 'nav-7', 1, {
    minutesOld: 9 * HOUR,
    idleMinutes: 48,
    turns: 61,
    firstContext: 22_000,
    lastContext: 151_000,
    failedTools: 19,
    live: 'idle',
  }),
  story(0, 'shop-api', 'Explain the retry policy of the payment client', 'main', 3, {
    minutesOld: 25,
    idleMinutes: 7,
    turns: 4,
    firstContext: 19_000,
    lastContext: 33_000,
    live: 'idle',
  }),
  story(1, 'docs', 'Shorten the installation guide', 'main', 0, {
    minutesOld: 5 * HOUR,
    idleMinutes: 190,
    turns: 12,
    firstContext: 13_000,
    lastContext: 61_000,
  }),
  story(0, 'billing', 'Add VAT rates for Norway', 'vat-no', 0, {
    minutesOld: 20 * HOUR,
    idleMinutes: 18 * HOUR,
    turns: 22,
    firstContext: 26_000,
    lastContext: 118_000,
  }),
  story(1, 'mobile', 'Cache the thumbnails of the gallery', 'thumbnails', 0, {
    minutesOld: 66,
    idleMinutes: 2,
    turns: 13,
    firstContext: 17_000,
    lastContext: 104_000,
    failedTools: 1,
    live: 'idle',
    plays: true,
    keptIn: 'database',
  }),
  story(0, 'shop-web', 'Make the price filter keyboard friendly', 'filter-keys', 0, {
    minutesOld: 3 * HOUR,
    idleMinutes: 95,
    turns: 11,
    firstContext: 12_000,
    lastContext: 91_000,
    keptIn: 'database',
  }),
  story(0, 'infra', 'Review the network policy', 'main', 0, {
    minutesOld: 3 * 24 * HOUR,
    idleMinutes: 70 * HOUR,
    turns: 15,
    firstContext: 30_000,
    lastContext: 87_000,
  }),
]

function story(
  assistant: number,
  project: string,
  title: string,
  branch: string,
  model: number,
  rest: Omit<
    DemoStory,
    | 'assistant'
    | 'project'
    | 'title'
    | 'branch'
    | 'model'
    | 'failedTools'
    | 'ending'
    | 'live'
    | 'plays'
    | 'keptIn'
  > &
    Partial<Pick<DemoStory, 'failedTools' | 'ending' | 'live' | 'plays' | 'keptIn'>>,
): DemoStory {
  return {
    assistant,
    project,
    title,
    branch,
    model,
    failedTools: 0,
    ending: 'answered',
    live: undefined,
    plays: false,
    keptIn: 'lines',
    ...rest,
  }
}

const PROMPTS = [
  'Show me where this is decided today.',
  'Write the test first, then change it.',
  'That breaks the old clients. Keep both forms for a release.',
  'Run the tests of this package only.',
  'Rename it everywhere, and leave the public name alone.',
  'Why does the second case fail?',
]

const ANSWERS = [
  'It is decided in one place, and two callers depend on the order.',
  'The test is there and fails as expected; the change follows.',
  'Both forms are accepted now, and the old one says when it goes away.',
  'All tests of the package pass.',
  'Renamed in nine files; the public name is an alias.',
  'The fixture has a time zone that the parser drops.',
]

const TARGETS = ['src/server.ts', 'src/client.ts', 'test/client.test.ts', 'src/rules/index.ts', 'README.md']

/** One turn of a story; `index` counts from 0 and may go beyond the story's own turns. */
export function demoTurn(demo: DemoStory, sample: SampleStory, index: number, at: Date): SampleTurn {
  const isLast = index >= demo.turns - 1
  const share = Math.min(1, index / Math.max(1, demo.turns - 1))
  const beyond = Math.max(0, index - demo.turns + 1)
  const contextTokens = Math.round(
    demo.firstContext + share * (demo.lastContext - demo.firstContext) + beyond * 1_700,
  )
  const failsEvery =
    demo.failedTools > 0 ? Math.max(1, Math.floor(demo.turns / demo.failedTools)) : Number.POSITIVE_INFINITY
  const failed = index % failsEvery === failsEvery - 1
  const file = `${sample.cwd}/${TARGETS[index % TARGETS.length] ?? 'README.md'}`
  return {
    at,
    prompt: index === 0 ? demo.title : (PROMPTS[index % PROMPTS.length] ?? ''),
    answer: ANSWERS[index % ANSWERS.length] ?? '',
    tools: [
      { kind: index % 3 === 1 ? 'write' : 'read', target: file, failed: false },
      { kind: 'command', target: 'npm test', failed },
    ],
    contextTokens,
    outputTokens: 180 + ((index * 97) % 900),
    ending: isLast ? demo.ending : 'answered',
  }
}
