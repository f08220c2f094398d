import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { frameOf } from '../../src/cli/monitor/frame.ts'
import { firstState, settle } from '../../src/cli/monitor/model.ts'
import type { Course } from '../../src/cli/monitor/session-lines.ts'
import { themeOf } from '../../src/cli/monitor/themes.ts'
import { sampleSession } from '../../src/shared/contract/testing/sample-session.ts'
import type { Finding } from '../../src/shared/contract/timeline.ts'
import { NO_FILTER } from '../../src/shared/domain/session-filter.ts'
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

const SIZE = { columns: 160, lines: 50 }
const PICTURE_ENDS = '\u001b[?2026l'

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
    terminal = openOnTerminal(home, ['monitor', '--all'], SIZE)
  })
  afterAll(() => {
    terminal.kill()
    home.remove()
  })

  it('writes none of them, in the list and on the page of each session', async () => {
    const count = HOSTILE_TEXTS.length
    const wholePicture = () => {
      // Ctrl L: else only what differs from the picture before is written.
      terminal.send('\f')
      return terminal.written()
    }
    const pictures = () => terminal.written().split(PICTURE_ENDS).length
    const pressed = async (key: string) => {
      const before = pictures()
      terminal.send(key)
      await expect.poll(pictures, SOON).toBeGreaterThan(before)
    }
    // At least: other tests start assistants on this machine, which the monitor sees, too.
    const rows = () =>
      Math.max(0, ...[...wholePicture().matchAll(/–\d+ of (\d+)/g)].map(([, of]) => Number(of)))
    await expect.poll(rows, { timeout: 90_000, interval: 1_000 }).toBeGreaterThanOrEqual(count)
    for (let seen = 0; seen + SIZE.lines < count; seen += SIZE.lines) await pressed(' ')
    await pressed('g')
    for (let page = 1; page < count; page++) await pressed(page === 1 ? '\r' : '\u001b[C')
    terminal.send('qq')
    expect(await terminal.ended).toBe(0)

    const written = terminal.written()
    expect(written).toContain('before')
    expect(HOSTILE_TEXTS.filter((text) => written.includes(`be${text}`))).toEqual([])
    expect(steering(written.replace(OWN_SEQUENCES, ''))).toEqual([])
  }, 180_000)
})

describe('every view of a session whose every text is hostile', () => {
  const now = new Date('2026-01-02T12:00:00Z')
  const base = sampleSession()

  it.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text), `be${text}fore`]))(
    'is drawn without %s',
    (_, field) => {
      const session = sampleSession({
        id: `codex:${field}`,
        provider: field,
        title: field,
        project: field,
        model: field,
        gitBranch: field,
        cwd: field,
        transcript: field,
        stateReason: field,
        question: field,
        tags: [field],
        recommendations: [{ kind: 'merge', severity: 'info', text: field, sessionIds: [] }],
        burn: { ...NO_BURN, sentence: field },
        tokens: { ...base.tokens, caveat: field },
      })
      const course: Course = {
        id: session.id,
        timeline: null,
        makeUp: null,
        findings: [{ ...NO_FINDING, sentence: field }],
        trouble: field,
      }
      for (const view of ['list', 'session'] as const) {
        for (const columns of [80, 200]) {
          const first = firstState({
            columns,
            lines: 60,
            now,
            theme: 'dark',
            themeIsChosen: false,
            scope: 'all',
            demo: false,
          })
          const sessions = new Map([[session.id, session]])
          const filter = { ...NO_FILTER, project: field }
          const state = settle({ ...first, sessions, course, view, filter, busy: false, trouble: [field] })
          const { above, main, beside, below } = frameOf(state, themeOf('dark', 256))
          const drawn = [...above, ...main, ...(beside?.lines ?? []), ...below].join('\n')
          expect(drawn).toMatch(/be.*ore/)
          expect(steering(drawn.replace(OWN_SEQUENCES, ''))).toEqual([])
          expect(drawn).not.toContain(field)
        }
      }
    },
  )
})

const NO_BURN = {
  windowMinutes: 1,
  tokensPerHour: 1,
  costUsdPerHour: null,
  answersLeft: null,
  minutesLeft: null,
} as const
const NO_FINDING: Finding = {
  kind: 'compacted',
  severity: 'info',
  sentence: '',
  positions: [],
  at: null,
  sessionIds: [],
}
