import { appendFileSync } from 'node:fs'
import { serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { provider as claudeCode } from '../../providers/claude-code/provider.ts'
import type { ConversationFormat, Provider } from '../../providers/provider.ts'
import { answer, user } from '../../providers/claude-code/testing/rows.ts'
import { SESSION } from '../../providers/claude-code/testing/transcripts.ts'
import { readPage } from './read-page.ts'
import { openConversation } from './testing/opened.ts'

const TURNS = 10_000
const MESSAGES = 2 * TURNS
const PATH = `-home-dev-app/${SESSION}.jsonl`

/** A prompt and its answer, `words` long each, for every turn. */
function transcript(turns: number, words: number): string {
  const rows: string[] = []
  for (let turn = 0; turn < turns; turn++) {
    const text = `${turn} ${'word '.repeat(words)}`
    rows.push(JSON.stringify(user(2 * turn, `ask ${text}`)))
    const content = [{ type: 'text', text: `say ${text}` }]
    rows.push(JSON.stringify(answer(2 * turn + 1, { content })))
  }
  return `${rows.join('\n')}\n`
}

/** Claude Code, with a count of the characters of lines that its conversations were read from. */
function counting(): { readonly provider: Provider; readonly taken: () => number } {
  let characters = 0
  const conversation = async (): Promise<ConversationFormat> => {
    const { lines } = (await claudeCode.conversation?.()) ?? {}
    if (!lines) throw new Error('no conversation in lines')
    const entries = (line: string) => {
      characters += line.length
      return lines.entries(line)
    }
    return { lines: { ...lines, entries } }
  }
  const taken = () => {
    const before = characters
    characters = 0
    return before
  }
  return { provider: { ...claudeCode, conversation }, taken }
}

describe('a transcript of 20,000 messages', () => {
  const content = transcript(TURNS, 12)

  it('has pages that are parts of the whole, wherever they begin', async () => {
    const { conversation, read } = await openConversation(claudeCode, [{ path: PATH, content }])
    const whole = read()
    expect(whole).toHaveLength(MESSAGES)
    expect(new Set(whole.map(({ text }) => text)).size).toBe(MESSAGES)
    for (const from of [0, 1, MESSAGES / 2, MESSAGES - 101, MESSAGES - 1]) {
      const page = readPage(conversation, { from, limit: 100, textLimit: 16_000 })
      expect(page).toMatchObject({ total: MESSAGES, from })
      expect(page.messages).toEqual(whole.slice(from, from + 100))
    }
    const last = readPage(conversation, { from: null, limit: 100, textLimit: 16_000 })
    expect(last.messages).toEqual(whole.slice(-100))
    const behind = readPage(conversation, { from: MESSAGES, limit: 100, textLimit: 16_000 })
    expect(behind.messages).toEqual([])
  })

  it('is read once to be opened, and a page only where its messages stand', async () => {
    const { provider, taken } = counting()
    const { conversation, paths } = await openConversation(provider, [{ path: PATH, content }])
    conversation.refresh()
    expect(taken()).toBe(content.length - MESSAGES)
    for (const from of [0, MESSAGES / 2, MESSAGES - 50]) {
      conversation.refresh()
      const { messages } = readPage(conversation, { from, limit: 50, textLimit: 100 })
      const bytes = messages.reduce((sum, { source }) => sum + (source.bytes ?? 0), 0)
      expect(taken()).toBe(bytes)
    }
    const line = JSON.stringify(user(MESSAGES, 'one more'))
    appendFileSync(paths[0] ?? '', `${line}\n`)
    conversation.refresh()
    expect(taken()).toBe(line.length)
  })
})

describe('what is kept of a conversation', () => {
  async function keptOf(words: number): Promise<number> {
    const content = transcript(100, words)
    const { conversation } = await openConversation(claudeCode, [{ path: PATH, content }])
    conversation.refresh()
    const { messages, responses } = conversation.outline
    return serialize([messages, responses]).length / messages.length
  }

  it('does not grow with its texts', async () => {
    const ofLong = await keptOf(500)
    expect(ofLong).toBeLessThan(1000)
    // Offsets and lengths of longer texts are larger numbers.
    expect((await keptOf(20_000)) - ofLong).toBeLessThan(16)
  })
})
