import { describe, expect, it } from 'vitest'
import { snippetOf } from './snippet.ts'

describe('a snippet', () => {
  it('shows the words with what stands around them, and where they are', () => {
    const text = `${'before '.repeat(50)}the needle is here ${'after '.repeat(50)}`
    const { text: shown, marks } = snippetOf(text, /needle/giu)
    expect(shown).toMatch(/^… before .* the needle is here after .* …$/)
    expect(marks.map(([from, to]) => shown.slice(from, to))).toEqual(['needle'])
  })

  it('is the whole of a short text, on one line', () => {
    expect(snippetOf('one\n  two\tthree', /two/giu)).toEqual({ text: 'one two three', marks: [[4, 7]] })
  })

  it('begins at the beginning where the words are written otherwise than they are looked for', () => {
    expect(snippetOf('naive text', /naïve/giu)).toEqual({ text: 'naive text', marks: [] })
  })

  it('steers no terminal', () => {
    const { text } = snippetOf('\u001b[31mred\u001b[0m \u202eneedle\u0007', /needle/giu)
    expect(text).toBe('red needle')
  })
})
