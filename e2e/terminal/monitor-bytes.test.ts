import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'
import { hasPseudoTerminal, type OpenTerminal, openOnTerminal } from './pseudo-terminal.ts'
import { rolloutText } from './rollout.ts'
import { steering } from './screen.ts'

const SOON = { timeout: 20_000, interval: 20 }
/**
 * What the monitor writes by itself: weights and colours of its themes, moves of the cursor within its own lines,
 * erasing, and the modes that it sets and takes back.
 */
const OWN_SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  /\u001b\[(?:(?:0|1|2|7|22|27|39|49|3[1236]|[34]8;5;\d{1,3})m|\d*[ABCDEFGJK]|(?:1;1)?H|\?(?:7|25|1000|1006|1049|2004|2026)[hl])|\r/g

describe.runIf(hasPseudoTerminal)('the monitor over transcripts full of control sequences', () => {
  let home: Home
  let terminal: OpenTerminal
  const threadOf = (index: number) => `01a1fb7f-0000-7000-8000-${String(index).padStart(12, '0')}`

  beforeAll(() => {
    home = makeHome()
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const field = `be${text}fore`
      const threadId = threadOf(index)
      const rollout = { threadId, prompt: field, cwd: `/home/dev/${field}`, branch: field, model: field }
      write(home, rolloutPath(threadId), rolloutText(rollout))
    }
    terminal = openOnTerminal(home, ['monitor', '--all'], { columns: 220, lines: HOSTILE_TEXTS.length + 30 })
  })
  afterAll(() => {
    terminal.kill()
    home.remove()
  })

  it('writes none of them, in the list and on the page of each session', async () => {
    const count = HOSTILE_TEXTS.length
    await expect.poll(terminal.written, SOON).toContain(`${count} of ${count}`)
    terminal.send('\r')
    const ids = HOSTILE_TEXTS.map((_, index) => `codex:${threadOf(index)}`)
    const seen = () => ids.filter((id) => terminal.written().includes(id)).length
    for (let pages = 1; pages <= count; pages++) {
      await expect.poll(seen, SOON).toBe(pages)
      terminal.send('\u001b[C')
    }
    terminal.send('qq')
    expect(await terminal.ended).toBe(0)

    const written = terminal.written()
    expect(written).toContain('before')
    expect(HOSTILE_TEXTS.filter((text) => written.includes(`be${text}`))).toEqual([])
    expect(steering(written.replace(OWN_SEQUENCES, ''))).toEqual([])
  })
})
