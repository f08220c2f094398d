import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listJson, ownSessions, readList } from './answers.ts'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'
import { hasPseudoTerminal, runOnTerminal } from './pseudo-terminal.ts'
import { rolloutText } from './rollout.ts'
import { columnsOf, steering, withoutColours } from './screen.ts'

function threadOf(index: number): string {
  return `01a1fb7f-0000-7000-8000-${String(index).padStart(12, '0')}`
}

describe('a transcript that is full of control sequences', () => {
  let home: Home
  const worst = threadOf(HOSTILE_TEXTS.length)

  beforeAll(() => {
    home = makeHome()
    const everything = HOSTILE_TEXTS.join('')
    for (const [index, text] of [...HOSTILE_TEXTS, everything].entries()) {
      const field = `be${text}fore`
      const rollout = { prompt: field, cwd: `/home/dev/${field}`, branch: field, model: field }
      const threadId = threadOf(index)
      write(home, rolloutPath(threadId), rolloutText({ threadId, ...rollout }))
    }
  })
  afterAll(() => home.remove())

  it('cannot steer what reads a pipe, and keeps its line', async () => {
    const { code, stdout, stderr } = await run(home, ['list', '--all', '--provider', 'codex'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(steering(stdout)).toEqual([])
    const rows = stdout.split('\n').filter((line) => line.includes('· ended'))
    expect(rows).toHaveLength(HOSTILE_TEXTS.length + 1)
  })

  it.runIf(hasPseudoTerminal)('cannot steer a terminal, nor break the width of a line', async () => {
    const { stdout } = await runOnTerminal(home, ['list', '--all'], { columns: 100 })
    const text = withoutColours(stdout)
    expect(steering(text)).toEqual([])
    expect(Math.max(...text.split('\n').map(columnsOf))).toBeLessThanOrEqual(100)
  })

  it.runIf(hasPseudoTerminal)('cannot steer a terminal through the page of its session', async () => {
    const { stdout } = await runOnTerminal(home, ['health', worst], { columns: 100 })
    expect(stdout).toContain(worst)
    expect(steering(withoutColours(stdout))).toEqual([])
  })

  it('is whole in JSON, where it stands escaped', async () => {
    const { stdout } = await run(home, ['list', '--all', '--json'])
    expect(steering(stdout)).toEqual([])
    const found = ownSessions(home, readList(stdout)).find(({ id }) => id.endsWith(threadOf(0)))
    expect(found?.model).toBe(`be${HOSTILE_TEXTS[0]}fore`)
  })

  it('is counted like any other', async () => {
    const sessions = ownSessions(home, await listJson(home))
    expect(sessions.map(({ tokens }) => tokens.total)).toEqual(sessions.map(() => 1_050))
    expect(sessions).toHaveLength(HOSTILE_TEXTS.length + 1)
  })
})
