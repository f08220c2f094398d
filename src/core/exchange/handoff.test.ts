import { describe, expect, it } from 'vitest'
import { loadTextCounter } from '../tokens/count-text.ts'
import type { ContextFile, ExportedMessage } from './context-file.ts'
import { HANDOFF_TOKENS, LEAST_HANDOFF_TOKENS, packHandoff } from './handoff.ts'
import { sampleContext } from './testing/sample-context.ts'

const counter = await loadTextCounter()
const count = (text: string) => counter.count(text)

function said(kind: string, text: string, outcome: string | null = null): ExportedMessage {
  const tool = outcome === null ? null : { name: 'shell', access: 'command', target: 'npm test', outcome }
  return { kind, at: null, model: null, tool, text, omitted: 0 }
}

function talk(turns: number): ContextFile {
  const conversation = Array.from({ length: turns }, (_, turn) => [
    said('prompt', `Request ${turn}: ${'please mend the tax table. '.repeat(20)}`),
    said('tool-result', `3 tests failed in run ${turn}`, 'error'),
    said(
      'answer',
      `Answer ${turn}: ${'I changed the rate of the second band. '.repeat(20)}\n- [ ] write the test ${turn}`,
    ),
  ]).flat()
  return { ...sampleContext(), conversation }
}

describe('a hand-off', () => {
  it('says what was asked, where it stands, what is open, and which files', () => {
    const { text, leftOut, tokens } = packHandoff(talk(3), HANDOFF_TOKENS, count)
    expect(leftOut).toEqual([])
    expect(tokens).toBe(count(text))
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([
      'What was asked',
      'Where it stands',
      'Still open',
      'Note',
      'Files',
      'The turns before, oldest first',
    ])
    expect(text).toContain('Request 0:')
    expect(text).toContain('- write the test 2')
    expect(text).toContain('- Failed: shell npm test: 3 tests failed in run 2')
    expect(text).toContain('- /home/ada/shop/tax.ts (written 1 times)')
    expect(text.indexOf('Asked: Request 1')).toBeGreaterThan(text.indexOf('## Files'))
  })

  it.each([LEAST_HANDOFF_TOKENS, 1_000, 3_000, 10_000, 50_000])(
    'keeps within %i tokens, and says what did not fit',
    (budget) => {
      const { tokens, leftOut, text } = packHandoff(talk(200), budget, count)
      expect(tokens).toBeLessThanOrEqual(budget)
      expect(leftOut.join()).toContain('earlier turns')
      expect(text).toContain('Request 0:')
    },
  )

  it('is the same text each time', () => {
    const pack = () => packHandoff(talk(50), 3_000, count)
    expect(pack()).toEqual(pack())
  })

  it('prefers the newest turns, and tells them in the order in which they came', () => {
    const { text } = packHandoff(talk(200), 10_000, count)
    const shown = [...text.matchAll(/^Asked: Request (\d+)/gm)].map(([, turn]) => Number(turn))
    expect(shown.at(-1)).toBe(198)
    expect(shown).toEqual(shown.toSorted((a, b) => a - b))
  })

  it('is the same each time', () => {
    expect(packHandoff(talk(50), 5_000, count)).toEqual(packHandoff(talk(50), 5_000, count))
  })

  it('says so where nothing of the conversation was kept, or nothing was answered', () => {
    expect(packHandoff({ ...sampleContext(), conversation: null }, 5_000, count).text).toContain(
      'What was said was not kept.',
    )
    const asked = { ...sampleContext(), conversation: [said('prompt', 'Mend it.')] }
    expect(packHandoff(asked, 5_000, count).text).toContain('- Not answered yet: Mend it.')
  })

  it('never cuts a character in two', () => {
    const { text } = packHandoff(
      { ...sampleContext(), conversation: [said('prompt', '👩‍💻'.repeat(4_000))] },
      600,
      count,
    )
    expect(text.isWellFormed()).toBe(true)
  })
})
