import { describe, expect, it } from 'vitest'
import { parseInline } from './parse-inline.ts'
import { parseMarkdown } from './parse-markdown.ts'

const kinds = (text: string) => parseMarkdown(text).map(({ kind }) => kind)

describe('blocks of Markdown', () => {
  it('are told apart by how their lines begin', () => {
    const text = [
      '# Title',
      'first line',
      'second line',
      '',
      '- one',
      '  goes on',
      '  - [x] two',
      '',
      '1. first',
      '> quoted',
      '---',
      '| a | b |',
      '|---|---|',
      '| 1 | 2 |',
    ].join('\n')
    expect(kinds(text)).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'table'])
    expect(parseMarkdown(text)[2]).toMatchObject({
      ordered: false,
      items: [
        { depth: 0, done: undefined, content: [{ kind: 'text', text: 'one\ngoes on' }] },
        { depth: 1, done: true, content: [{ kind: 'text', text: 'two' }] },
      ],
    })
    expect(parseMarkdown(text)[6]).toMatchObject({
      rows: [
        [[{ text: 'a' }], [{ text: 'b' }]],
        [[{ text: '1' }], [{ text: '2' }]],
      ],
    })
  })

  it('keep code as it is, also where its fence is never closed', () => {
    expect(parseMarkdown('```ts\nconst a = `b`\n\n# no heading\n```\nafter')).toEqual([
      { kind: 'code', language: 'ts', text: 'const a = `b`\n\n# no heading' },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'after' }] },
    ])
    expect(parseMarkdown('~~~\n<script>')).toEqual([{ kind: 'code', language: '', text: '<script>' }])
  })

  it('take markup for text', () => {
    const markup = '<img src=x onerror=alert(1)> <details open ontoggle=x>'
    expect(parseMarkdown(markup)).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text: markup }] }])
  })

  it('are found in text of any size in a time that grows with it alone', () => {
    for (const piece of ['*', '_', '`', '[', '![', '](', '**a', '> ', '- ', '|', '\\', '~~', '``` '])
      expect(parseMarkdown(piece.repeat(50_000)).length).toBeGreaterThan(0)
  })
})

describe('a line of Markdown', () => {
  it('has its styles, code and links', () => {
    expect(parseInline('a **b** _c_ `d * e` ~~f~~ [g](https://example.org "t")')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'emphasis', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd * e' },
      { kind: 'text', text: ' ' },
      { kind: 'struck', text: 'f' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'g', address: 'https://example.org' },
    ])
  })

  it.each([
    'snake_case_name',
    '2 * 3 * 4',
    'a ** b',
    '*open',
    '`open',
    '[open](',
    'a_',
    '__init',
    '\\',
    'C:\\new\\table',
  ])('leaves %s as it is', (text) => {
    const pieces = parseInline(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.every(({ kind }) => kind === 'text')).toBe(true)
  })

  it('escapes what is escaped, and shows a picture as its words', () => {
    expect(parseInline('\\*no\\*')).toEqual([{ kind: 'text', text: '*no*' }])
    expect(parseInline('![alt](https://evil.example/x.png)')).toEqual([
      { kind: 'link', text: 'alt', address: 'https://evil.example/x.png' },
    ])
  })
})
