import { gzipSync } from 'node:zlib'
import { sampleContext } from './sample-context.ts'

const json = JSON.stringify(sampleContext(), null, 2)

/** The sample with a part replaced: by path, `session.id` for example. */
export function changedSample(path: string, value: unknown): string {
  const copy: unknown = JSON.parse(json)
  const keys = path.split('.')
  let at: unknown = copy
  for (const key of keys.slice(0, -1)) at = Object(at)[key]
  Object.defineProperty(Object(at), keys.at(-1) ?? '', { value, enumerable: true, configurable: true })
  return JSON.stringify(copy, null, 2)
}

const aliases = Array.from({ length: 20 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
).join('\n')

/** Files that somebody might drop or be sent, and a word of the reason for which nothing of them is imported. */
export const HOSTILE_FILES: readonly (readonly [name: string, content: string | Buffer, reason: string])[] = [
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
  ['a newer version', changedSample('version', 2), 'newer version of this program'],
  ['a version far away', changedSample('version', 1e9), 'newer version of this program'],
  ['a version that is no number', changedSample('version', '1'), 'expected 1'],
  ['a version below all', changedSample('version', 0), 'expected 1'],
  ['no version', changedSample('version', undefined), 'expected 1'],
  ['another format', changedSample('format', 'llm-session-contexts'), 'no exported context'],
  ['an unknown key', json.replace('"version": 1,', '"version": 1, "run": "rm -rf /",'), 'Unknown key'],
  ['an unknown key inside', changedSample('session.hooks', []), 'Unknown key'],
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
  ['a negative count', changedSample('session.messages', -5), '>=0'],
  ['a fraction of a message', changedSample('session.messages', 1.5), 'expected int'],
  ['a count beyond all numbers', json.replace('"messages": 2', '"messages": 1e999'), 'Invalid input'],
  ['a state that is none', changedSample('session.state', 'exploded'), 'Invalid option'],
  ['a date that is none', changedSample('exportedAt', 'yesterday'), 'ISO'],
  ['a date with markup', changedSample('session.startedAt', '2026-11-21T08:00:00Z<script>'), 'ISO'],
  ['a tag of two lines', changedSample('tags', ['a\nb']), 'A tag is one line'],
  ['a tag that steers a terminal', changedSample('tags', ['\u001b[2J']), 'A tag is one line'],
  ['a conversation that is a text', changedSample('conversation', 'hello'), 'expected array'],
  ['a file that is a number', changedSample('files', [7]), 'expected object'],
  ['a score above all', changedSample('health.score', 101), '<=100'],
  ['a note as long as a book', changedSample('note', 'x'.repeat(10_001)), '10000'],
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
