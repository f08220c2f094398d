import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import { redactContext } from './redact-context.ts'
import { sampleContext } from './testing/sample-context.ts'
import { contextText, formatOfName } from './write-contexts.ts'

const sample = sampleContext()

describe('a table for spreadsheets', () => {
  const titled = (title: string) => {
    const [, row = ''] = csvOf([{ ...sample, session: { ...sample.session, title } }]).split('\r\n')
    return row
  }
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=cmd|calc',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200b=1',
    '\u00a0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '|x',
    '%x',
    '=HYPERLINK("http://example.org")',
    '-2+3+cmd|x',
    '@import',
    '+abc',
    '\n=1',
    '  +1',
    '\u202e=1',
    '\ufeff=1',
    '=',
    '-',
    '@',
    '+',
    '\u2060=1',
    '\t\t@x',
  ])('runs no formula: %j', (title) => {
    const cell = /^[^,]*,codex,(.*)$/s.exec(titled(title))?.[1] ?? ''
    expect(cell.startsWith(`"'`)).toBe(true)
  })

  it('keeps quotes, commas and lines in their cell', () => {
    expect(titled('a "b", c')).toContain(',"a ""b"", c",')
  })

  it('has as many cells in each row', () => {
    const [head = '', row = ''] = csvOf([{ ...sample, note: null }]).split('\r\n')
    expect(row.split(',')).toHaveLength(head.split(',').length)
  })
})

describe('Markdown', () => {
  it('keeps text from a transcript in fences that it cannot close', () => {
    const text = 'before\n```\n# not a heading\n<script>alert(1)</script>\n````\nafter'
    const written = contextText(
      [
        {
          ...sample,
          conversation: [{ kind: 'answer', at: null, model: null, tool: null, text, omitted: 0 }],
        },
      ],
      'markdown',
    )
    expect(written).toContain(`\`\`\`\`\`text\n${text}\n\`\`\`\`\``)
  })

  it('makes no markup of a title', () => {
    const title = '<img src=x> [a](javascript:1) # b `c`'
    const written = contextText([{ ...sample, session: { ...sample.session, title } }], 'markdown')
    expect(written).toContain('# \\<img src=x\\> \\[a\\](javascript:1) \\# b \\`c\\`\n')
  })
})

describe('a name', () => {
  it.each([
    ['a.json', 'json'],
    ['a.yaml.gz', 'yaml'],
    ['A.YML', 'yaml'],
    ['a.md', 'markdown'],
    ['a.csv.gz', 'csv'],
    ['a.txt', undefined],
    ['json', undefined],
  ])('%s', (name, format) => {
    expect(formatOfName(name)).toBe(format)
  })
})

describe('a redacted context', () => {
  it('has secrets and homes taken out everywhere, and says how many', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`
    const file = redactContext(
      {
        ...sample,
        note: `use ${secret}`,
        session: { ...sample.session, title: `push with ${secret}`, gitBranch: '/home/ada/x' },
        conversation: [
          {
            kind: 'tool-call',
            at: null,
            model: null,
            tool: {
              name: 'shell',
              access: 'command',
              target: `curl -H "Authorization: Bearer ${secret}" x`,
              outcome: null,
            },
            text: `{"token":"${secret}"}`,
            omitted: 0,
          },
        ],
      },
      '/home/ada',
    )
    expect(JSON.stringify(file)).not.toContain(secret)
    expect(JSON.stringify(file)).not.toContain('/home/ada')
    expect(file.redacted).toEqual({ secrets: { 'github-token': 4 }, homeFolders: 3 })
    expect(file.session.cwd).toBe('~/shop')
  })
})
