import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const THREAD = '1abe1ed0-0000-7000-8000-00000000000a'
const ID = `codex:${THREAD}`

let home: Home
beforeAll(() => {
  home = makeHome()
  write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD }))
})
afterAll(() => home.remove())

async function listed(...filter: string[]): Promise<{ project: string; tags: string[] }[]> {
  return JSON.parse((await run(home, ['list', '--all', '--json', ...filter])).stdout).sessions
}

describe('labels from the terminal', () => {
  it('tag, filter, untag', async () => {
    expect(await run(home, ['tag', '1abe', 'urgent', 'two words'])).toEqual({
      code: 0,
      stdout: `${ID}: two words, urgent\n`,
      stderr: '',
    })
    expect(await listed('--tag', 'urgent')).toMatchObject([{ tags: ['two words', 'urgent'] }])
    expect(await listed('--tag', 'other')).toEqual([])
    const { stdout } = await run(home, ['untag', '1abe', 'urgent', '--json'])
    expect(JSON.parse(stdout)).toEqual({ id: ID, tags: ['two words'] })
  })

  it('refuse a tag that is no line of text, in a sentence and with code 2', async () => {
    const { code, stdout, stderr } = await run(home, ['tag', '1abe', 'a\u001b[2Jb'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe('llm-session: a tag is one line of at most 40 characters.\n')
  })

  it('name a project, and take the name back', async () => {
    await run(home, ['set-project', '1abe', 'Billing'])
    expect(await listed('--project', 'Billing')).toHaveLength(1)
    expect((await run(home, ['set-project', '1abe'])).code).toBe(2)
    await run(home, ['set-project', '1abe', '--clear'])
    expect(await listed('--project', 'Billing')).toEqual([])
  })

  it('keep a note, print it inert, and remove it', async () => {
    await run(home, ['note', '1abe', 'first line\nsecond \u001b[31mred\u001b[0m'])
    expect((await run(home, ['note', '1abe'])).stdout).toBe('first line\nsecond red\n')
    await run(home, ['note', '1abe', '--clear'])
    expect((await run(home, ['note', '1abe'])).stdout).toBe(`${ID} has no note.\n`)
  })
})
