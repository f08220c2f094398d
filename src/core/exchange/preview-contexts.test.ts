import { describe, expect, it } from 'vitest'
import { MOST_PREVIEWED_CONTEXTS } from '../../shared/contract/contexts.ts'
import type { ContextFile } from './context-file.ts'
import { prepareContexts } from './prepare-contexts.ts'
import { type Here, previewOf } from './preview-contexts.ts'
import { changedSample } from './testing/hostile-files.ts'
import { sampleContext } from './testing/sample-context.ts'

const nobody: Here = { known: [], isHere: () => false }

function preview(contexts: readonly ContextFile[], here = nobody) {
  const bytes = Buffer.from(JSON.stringify(contexts))
  const result = previewOf(prepareContexts(bytes), bytes.length, here)
  return result.kind === 'importable' ? result : expect.fail('it was refused')
}

describe('the preview of an import', () => {
  it('tells what is in a context without its content', () => {
    expect(preview([sampleContext()])).toMatchObject({
      contexts: [
        {
          sessionId: 'codex:01a1fb7f-0000-7000-8000-00000000000a',
          title: 'Mend the tax table',
          messages: 2,
          conversationMessages: 2,
          tokens: 35,
          files: 1,
          tags: ['tax'],
          note: 'Ask Grace.',
          redacted: null,
          novelty: 'new',
          sessionIsHere: false,
        },
      ],
      total: 1,
      added: 1,
      tokens: 35,
      messages: 2,
    })
  })

  it('tells which contexts are here, stand twice in the file, or are another export of a session', () => {
    const sample = sampleContext()
    const later = { ...sample, exportedAt: '2026-11-22T09:00:00.000Z' }
    const [known] = preview([sample]).contexts
    const { contexts, added, total } = preview([sample, later, later], {
      known: known ? [known] : [],
      isHere: (session) => session === sample.session.id,
    })
    expect(contexts.map(({ novelty }) => novelty)).toEqual(['known', 'other-export', 'repeated'])
    expect(contexts.every(({ sessionIsHere }) => sessionIsHere)).toBe(true)
    expect({ added, total }).toEqual({ added: 1, total: 3 })
  })

  it('tells of the first contexts one by one, and counts all', () => {
    const many = Array.from({ length: MOST_PREVIEWED_CONTEXTS + 5 }, (_, index) => ({
      ...sampleContext(),
      note: `note ${index}`,
    }))
    const { contexts, total, added, tokens } = preview(many)
    expect(contexts).toHaveLength(MOST_PREVIEWED_CONTEXTS)
    expect({ total, added, tokens }).toEqual({
      total: many.length,
      added: many.length,
      tokens: 35 * many.length,
    })
  })

  it('has an end, whatever is in the file, and steers nothing', () => {
    const sample = sampleContext()
    const long = `\u202E${'x'.repeat(1_000_000)}\u001b[2J`
    const { contexts } = preview([
      { ...sample, session: { ...sample.session, title: long }, note: 'a\nb', generator: '\u0007me' },
    ])
    expect(contexts[0]?.title).toMatch(/^x{299}…$/)
    expect(contexts[0]?.note).toBe('a b')
    expect(contexts[0]?.generator).toBe('me')
  })

  it('repeats no more than a line of what is wrong', () => {
    const key = `\u202E${'k'.repeat(10_000)}`
    const refused = previewOf(prepareContexts(Buffer.from(changedSample(key, 1))), 1, nobody)
    if (refused.kind !== 'refused') throw new Error('it was taken')
    const [problem] = refused.problems
    expect(problem?.path.length).toBeLessThanOrEqual(300)
    expect(problem?.path).toMatch(/^k+…$/)
    expect(problem?.place).toEqual({ line: expect.any(Number), column: expect.any(Number) })
  })
})
