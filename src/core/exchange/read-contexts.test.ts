import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { yamlOf } from '../text/yaml-text.ts'
import { readContexts } from './read-contexts.ts'
import { sampleContext } from './testing/sample-context.ts'
import { contextBytes, contextText } from './write-contexts.ts'

const sample = sampleContext()
const json = JSON.stringify(sample, null, 2)

/** The sample with a part replaced: by path, `session.id` for example. */
function changed(path: string, value: unknown): string {
  const copy: unknown = JSON.parse(json)
  const keys = path.split('.')
  let at: unknown = copy
  for (const key of keys.slice(0, -1)) at = Object(at)[key]
  Object.defineProperty(Object(at), keys.at(-1) ?? '', { value, enumerable: true, configurable: true })
  return JSON.stringify(copy, null, 2)
}

describe('an exported context', () => {
  it.each(['json', 'yaml'] as const)('comes back as it was: %s, packed or not', (format) => {
    for (const gzip of [false, true]) {
      const read = readContexts(contextBytes(contextText([sample], format), { gzip }))
      expect(read).toEqual({ kind: 'read', contexts: [sample], withoutConversation: false })
    }
  })

  it('comes back without its conversation from Markdown', () => {
    const read = readContexts(Buffer.from(contextText([sample], 'markdown')))
    expect(read).toEqual({
      kind: 'read',
      contexts: [{ ...sample, conversation: null }],
      withoutConversation: true,
    })
  })

  it('comes back with others from one file', () => {
    const read = readContexts(Buffer.from(contextText([sample, sample], 'yaml')))
    expect(read).toMatchObject({ contexts: [sample, sample] })
  })

  it('is packed to the same bytes each time', () => {
    expect(contextBytes(json, { gzip: true }).equals(contextBytes(json, { gzip: true }))).toBe(true)
  })

  it('says line and column of each mistake', () => {
    const read = readContexts(Buffer.from(changed('session.messages', -1).replace('"codex"', '7')))
    expect(read.kind === 'refused' && read.problems).toEqual([
      { path: 'session.provider', place: { line: 8, column: 5 }, message: expect.any(String) },
      { path: 'session.messages', place: { line: 20, column: 5 }, message: expect.any(String) },
    ])
  })
})

const aliases = Array.from({ length: 20 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
).join('\n')

const hostile: readonly (readonly [name: string, content: string | Buffer, reason: string])[] = [
  ['nothing', '', 'no exported context'],
  ['an empty list', '[]', 'no context in this file'],
  ['another list', '[1, 2]', 'no exported context'],
  ['a number', '42', 'no exported context'],
  ['null', 'null', 'no exported context'],
  ['some other JSON', '{"name": "x"}', 'no exported context'],
  [
    'a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]),
    'not text in UTF-8',
  ],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    'not text',
  ],
  ['broken off', json.slice(0, 400), 'not valid JSON'],
  ['broken off in a string', json.slice(0, 60), 'not valid JSON'],
  ['with a comma too many', json.replace('"version": 1,', '"version": 1,,'), 'not valid JSON'],
  ['a newer version', changed('version', 2), 'newer version of this program'],
  ['a version far away', changed('version', 1e9), 'newer version of this program'],
  ['a version that is no number', changed('version', '1'), 'expected 1'],
  ['a version below all', changed('version', 0), 'expected 1'],
  ['no version', changed('version', undefined), 'expected 1'],
  ['another format', changed('format', 'llm-session-contexts'), 'no exported context'],
  ['an unknown key', json.replace('"version": 1,', '"version": 1, "run": "rm -rf /",'), 'Unknown key'],
  ['an unknown key inside', changed('session.hooks', []), 'Unknown key'],
  [
    'a key of the prototype',
    json.replace('"version": 1,', '"version": 1, "__proto__": {"isAdmin": true},'),
    'Unknown key',
  ],
  [
    'a constructor',
    json.replace('"version": 1,', '"version": 1, "constructor": {"prototype": {"x": 1}},'),
    'Unknown key',
  ],
  ['a negative count', changed('session.messages', -5), '>=0'],
  ['a fraction of a message', changed('session.messages', 1.5), 'expected int'],
  ['a count beyond all numbers', json.replace('"messages": 2', '"messages": 1e999'), 'Invalid input'],
  ['a state that is none', changed('session.state', 'exploded'), 'Invalid option'],
  ['a date that is none', changed('exportedAt', 'yesterday'), 'ISO'],
  ['a date with markup', changed('session.startedAt', '2026-11-21T08:00:00Z<script>'), 'ISO'],
  ['a tag of two lines', changed('tags', ['a\nb']), 'A tag is one line'],
  ['a tag that steers a terminal', changed('tags', ['\u001b[2J']), 'A tag is one line'],
  ['a conversation that is a text', changed('conversation', 'hello'), 'expected array'],
  ['a file that is a number', changed('files', [7]), 'expected object'],
  ['a score above all', changed('health.score', 101), '<=100'],
  ['a note as long as a book', changed('note', 'x'.repeat(10_001)), '10000'],
  ['brackets to the end', '['.repeat(100_000), 'nests deeper'],
  ['braces to the end', '{"a":'.repeat(100_000), 'nests deeper'],
  ['brackets of YAML', `a: ${'['.repeat(50_000)}`, 'nests deeper'],
  ['dashes of YAML', `${'- '.repeat(10_000)}x`, 'nests deeper'],
  [
    'blocks in blocks',
    Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    'JSON nor YAML',
  ],
  ['a billion laughs', aliases, 'alias'],
  ['an alias of nothing', 'a: *b', 'neither JSON nor YAML'],
  ['a tag of another language', 'a: !!js/function "function () { return 1 }"', 'no exported context'],
  ['a bomb', gzipSync(Buffer.alloc(80 << 20, 0x20)), 'Unpacked it would have more'],
  ['a bomb in a bomb', gzipSync(gzipSync(Buffer.alloc(80 << 20, 0x20))), 'not text in UTF-8'],
  ['packed and broken off', gzipSync(json).subarray(0, 200), 'cannot be unpacked'],
  [
    'packed and damaged',
    Buffer.concat([gzipSync(json).subarray(0, 300), Buffer.alloc(50, 7)]),
    'cannot be unpacked',
  ],
  ['a ZIP', Buffer.from('PK\u0003\u0004../../etc/cron.d/x'), 'no exported context'],
  ['Markdown without front matter', '# A talk\n\nand more', 'no front matter'],
  ['front matter of somebody else', '---\ntitle: my blog\n---\ntext', 'no exported context'],
]

describe('a hostile import', () => {
  it.each(hostile)('is refused with its reason: %s', (_, content, reason) => {
    const read = readContexts(Buffer.isBuffer(content) ? content : Buffer.from(content))
    if (read.kind === 'read') throw new Error('it was taken')
    expect(read.problems.length).toBeGreaterThan(0)
    expect(read.problems.map(({ message }) => message).join(' ')).toContain(reason)
  })

  it('leaves the prototypes of others alone', () => {
    readContexts(Buffer.from(`{"__proto__": {"polluted": true}, ${json.slice(1)}`))
    readContexts(Buffer.from(yamlOf({ ...sample, constructor: { prototype: { polluted: true } } })))
    expect('polluted' in {}).toBe(false)
  })
})
