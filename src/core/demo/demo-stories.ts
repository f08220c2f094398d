import type { SampleStory, SampleTurn } from '../../providers/provider.ts'

/** How a made-up session is doing. `plays`: it goes on by itself while somebody looks. */
export interface DemoStory {
  readonly provider: string
  readonly project: string
  readonly title: string
  readonly branch: string
  readonly model: string
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

/** Ten sessions as a developer has them on a busy day: most are well, some need a look, one needs it now. */
export const DEMO_STORIES: readonly DemoStory[] = [
  story(
    'claude-code',
    'shop-api',
    'Move the checkout to idempotency keys',
    'checkout-keys',
    'claude-opus-5-5',
    {
      minutesOld: 52,
      idleMinutes: 0,
      turns: 18,
      firstContext: 38_000,
      lastContext: 412_000,
      live: 'working',
      plays: true,
    },
  ),
  story(
    'claude-code',
    'shop-web',
    'Rewrite the product filter with URL state',
    'filter-url',
    'claude-sonnet-4-5',
    {
      minutesOld: 205,
      idleMinutes: 1,
      turns: 34,
      firstContext: 24_000,
      lastContext: 183_000,
      failedTools: 2,
      live: 'working',
      plays: true,
    },
  ),
  story('claude-code', 'billing', 'Delete invoices of closed accounts', 'retention', 'claude-opus-4-5', {
    minutesOld: 31,
    idleMinutes: 4,
    turns: 9,
    firstContext: 21_000,
    lastContext: 74_000,
    ending: 'open',
    live: 'waiting',
  }),
  story('codex', 'search', 'Find out why indexing takes twice as long', 'main', 'gpt-5.5', {
    minutesOld: 18,
    idleMinutes: 0,
    turns: 7,
    firstContext: 14_000,
    lastContext: 96_000,
    live: 'working',
    ending: 'open',
    plays: true,
  }),
  story('codex', 'deploy-tools', 'Port the release script to TypeScript', 'release-ts', 'gpt-5.5', {
    minutesOld: 74,
    idleMinutes: 12,
    turns: 16,
    firstContext: 16_000,
    lastContext: 148_000,
    ending: 'quota',
    live: 'idle',
  }),
  story('claude-code', 'mobile', 'Upgrade the navigation library', 'nav-7', 'claude-sonnet-4-5', {
    minutesOld: 9 * HOUR,
    idleMinutes: 48,
    turns: 61,
    firstContext: 22_000,
    lastContext: 151_000,
    failedTools: 19,
    live: 'idle',
  }),
  story(
    'claude-code',
    'shop-api',
    'Explain the retry policy of the payment client',
    'main',
    'claude-haiku-4-5',
    { minutesOld: 25, idleMinutes: 7, turns: 4, firstContext: 19_000, lastContext: 33_000, live: 'idle' },
  ),
  story('codex', 'docs', 'Shorten the installation guide', 'main', 'gpt-5.5', {
    minutesOld: 5 * HOUR,
    idleMinutes: 190,
    turns: 12,
    firstContext: 13_000,
    lastContext: 61_000,
  }),
  story('claude-code', 'billing', 'Add VAT rates for Norway', 'vat-no', 'claude-opus-5-5', {
    minutesOld: 20 * HOUR,
    idleMinutes: 18 * HOUR,
    turns: 22,
    firstContext: 26_000,
    lastContext: 118_000,
  }),
  story('claude-code', 'infra', 'Review the network policy', 'main', 'claude-opus-5-5', {
    minutesOld: 3 * 24 * HOUR,
    idleMinutes: 70 * HOUR,
    turns: 15,
    firstContext: 30_000,
    lastContext: 87_000,
  }),
]

function story(
  provider: string,
  project: string,
  title: string,
  branch: string,
  model: string,
  rest: Omit<
    DemoStory,
    'provider' | 'project' | 'title' | 'branch' | 'model' | 'failedTools' | 'ending' | 'live' | 'plays'
  > &
    Partial<Pick<DemoStory, 'failedTools' | 'ending' | 'live' | 'plays'>>,
): DemoStory {
  return {
    provider,
    project,
    title,
    branch,
    model,
    failedTools: 0,
    ending: 'answered',
    live: undefined,
    plays: false,
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
