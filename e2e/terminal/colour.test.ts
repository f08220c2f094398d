import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { hasPseudoTerminal, runOnTerminal } from './pseudo-terminal.ts'
import { rolloutText } from './rollout.ts'
import { columnsOf, steering, withoutColours } from './screen.ts'

const TITLES = [
  'Find out why the import of the customer list takes four hours on the first of each month',
  '解析器のエラー処理を書き直して行番号を報告するようにしてください、できるだけ早く',
  '🚀 ship it 👩‍👩‍👧‍👦 to every region 🇳🇴🇯🇵 with the new pipeline ❤️ before the release on Friday',
  'é̂̃ stacked é̂̃ letters é̂̃ in é̂̃ every é̂̃ word é̂̃ of é̂̃ a é̂̃ long é̂̃ line',
]

let home: Home
beforeAll(() => {
  home = makeHome()
  for (const [index, prompt] of TITLES.entries()) {
    const threadId = `${index}1a1fb7f-0000-7000-8000-000000000000`
    write(home, rolloutPath(threadId), rolloutText({ threadId, prompt, cwd: '/home/dev/a-rather-long-name' }))
  }
})
afterAll(() => home.remove())

const list = ['list', '--all']

it('gives no colour to a pipe', async () => {
  const { stdout } = await run(home, list)
  expect(stdout).toContain('Find out why')
  expect(steering(stdout)).toEqual([])
})

it('gives a pipe JSON on one line', async () => {
  const { stdout } = await run(home, [...list, '--json'])
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(stdout)).toHaveProperty('sessions')
})

describe.runIf(hasPseudoTerminal)('on a terminal', () => {
  it('has colours, which say nothing that the words do not', async () => {
    const { code, stdout } = await runOnTerminal(home, list, { columns: 120 })
    expect(code).toBe(0)
    expect(steering(stdout)).not.toEqual([])
    expect(steering(withoutColours(stdout))).toEqual([])
    expect(withoutColours(stdout)).toContain('· ended')
  })

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('has none with %j', async (env) => {
    const { stdout } = await runOnTerminal(home, list, { columns: 120, env })
    expect(stdout).toContain('Find out why')
    expect(steering(stdout)).toEqual([])
  })

  it.each([60, 200])('fits %i columns, one line a session', async (columns) => {
    const { stdout } = await runOnTerminal(home, list, { columns })
    const lines = withoutColours(stdout).split('\n')
    expect(lines.filter((line) => line.startsWith('· ended'))).toHaveLength(TITLES.length)
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns)
  })
})
