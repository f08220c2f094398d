import { afterAll, beforeAll, expect, it } from 'vitest'
import { listJson } from './answers.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const SESSIONS = 200

let home: Home
beforeAll(() => {
  home = makeHome()
  for (let index = 0; index < SESSIONS; index++) {
    const threadId = `01a1fb7f-0000-7000-8000-${String(index).padStart(12, '0')}`
    write(home, rolloutPath(threadId), rolloutText({ threadId }))
  }
})
afterAll(() => home.remove())

it('two lists at once in a home that nobody has looked at both give the whole answer', async () => {
  const answers = await Promise.all([listJson(home), listJson(home)])
  for (const { sessions } of answers) {
    const found = sessions.filter(({ transcript }) => transcript?.startsWith(home.path))
    expect(found).toHaveLength(SESSIONS)
    expect(found.reduce((sum, { tokens }) => sum + (tokens.total ?? 0), 0)).toBe(SESSIONS * 1_050)
  }
})
