import { describe, expect, it } from 'vitest'
import type { Provider } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { damagedLine } from '../../providers/testing/damaged-lines.ts'
import { seededRandom } from '../../providers/testing/seeded-random.ts'
import { findTranscripts } from '../../providers/testing/transcript-fixtures.ts'
import { conversationMessageSchema } from '../../shared/contract/conversation.ts'
import { type OpenedConversation, openConversation } from './testing/opened.ts'

const SEED = 20_261_121
const DAMAGED_COPIES = 5
const DEPTH = 200_000
/** More than is ever held of one line. */
const HUGE = 17 << 20

/** Lines that are no record of any assistant: nothing is said in them. */
const SAYING_NOTHING: readonly Buffer[] = [
  '',
  ' ',
  '{',
  '}',
  '{"type":"user","message":{"role":"user","content":"cut of',
  'null',
  'true',
  '-1e999',
  '[]',
  '"text"',
  '{}',
  '[{"type":"user"}]',
  '{"__proto__":{"type":"user"}}',
  '['.repeat(DEPTH),
  `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`,
  `${'{"message":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`,
]
  .map((line) => Buffer.from(line))
  .concat([Buffer.from([0]), Buffer.from([0xff, 0xfe, 0x7b]), Buffer.from([0xc0, 0x80, 0xed, 0xa0, 0x80])])

const growing = providers.flatMap((provider) =>
  'conversation' in provider
    ? findTranscripts(provider)
        .filter(({ ref }) => ref.form !== 'document')
        .map((fixture) => ({ provider, fixture, title: `${provider.manifest.id} ${fixture.name}` }))
    : [],
)

describe('hostile lines in a conversation', () => {
  it.each(growing)('say nothing and hide nothing: $title', async ({ provider, fixture }) => {
    const { path, lines } = fixture
    const whole = await saidIn(provider, path, lines)
    const every = Math.max(1, Math.ceil(lines.length / SAYING_NOTHING.length))
    const mixed = lines.flatMap((line, index) => {
      const odd = index % every === 0 ? SAYING_NOTHING[index / every] : undefined
      return odd ? [odd, line] : [line]
    })
    const rest = SAYING_NOTHING.slice(Math.ceil(lines.length / every))
    expect(await saidIn(provider, path, [...rest, ...mixed])).toEqual(whole)
  })

  it.each(growing)('may be damaged in any way: $title', async ({ provider, fixture }) => {
    const random = seededRandom(SEED)
    const { path, lines } = fixture
    for (let copy = 0; copy < DAMAGED_COPIES; copy++) {
      const damaged = lines.map((line) => damagedLine(line, random.pick(lines), random))
      const { read } = await opened(provider, path, [...damaged, ...lines])
      const messages = read()
      expect(() => conversationMessageSchema.array().parse(messages)).not.toThrow()
      messages.forEach(({ position }, index) => expect(position).toBe(index))
    }
  })

  it('leave a note where a record is too long to hold, and what stands behind it', async () => {
    const { provider, fixture } = firstOf(growing)
    const whole = await saidIn(provider, fixture.path, fixture.lines)
    const huge = Buffer.alloc(HUGE, 'x')
    const said = await saidIn(provider, fixture.path, [huge, ...fixture.lines])
    expect(said).toEqual(['note A record of more than 16 MiB is not shown.', ...whole])
  })
})

async function saidIn(
  provider: Provider,
  path: string,
  lines: readonly Buffer[],
): Promise<readonly string[]> {
  const { read } = await opened(provider, path, lines)
  return read().map(({ kind, text }) => `${kind} ${text}`)
}

function opened(provider: Provider, path: string, lines: readonly Buffer[]): Promise<OpenedConversation> {
  const lineFeed = Buffer.from('\n')
  const content = Buffer.concat(lines.flatMap((line) => [line, lineFeed]))
  return openConversation(provider, [{ path, content }])
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('no fixture')
  return first
}
