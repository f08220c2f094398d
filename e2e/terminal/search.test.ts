import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { foundMessagesSchema } from '../../src/shared/contract/search.ts'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { hasPseudoTerminal, runOnTerminal } from './pseudo-terminal.ts'
import { rolloutText } from './rollout.ts'

const THREAD = '5ea7c4aa-0000-7000-8000-00000000000a'
const OTHER = '5ea7c4bb-0000-7000-8000-00000000000b'

/** The contract's own schema, with instants as text. */
const printedSchema = z.strictObject({
  ...foundMessagesSchema.shape,
  messages: z.array(
    z.strictObject({ ...foundMessagesSchema.shape.messages.element.shape, at: z.iso.datetime().nullable() }),
  ),
})

let home: Home
beforeAll(() => {
  home = makeHome()
  write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD, prompt: 'rename the invoice table' }))
  write(home, rolloutPath(OTHER), rolloutText({ threadId: OTHER, prompt: 'print an invoice \u001b[31mred' }))
})
afterAll(() => home.remove())

describe('search', () => {
  it('finds messages, and each position opens its own', async () => {
    const { code, stdout } = await run(home, ['search', 'invoice', '--json'])
    expect(code).toBe(0)
    const found = printedSchema.parse(JSON.parse(stdout))
    expect(found).toMatchObject({ transcripts: 2, transcriptsTotal: 2, next: null })
    expect(found.messages.map(({ text }) => text).sort()).toEqual([
      'print an invoice red',
      'rename the invoice table',
    ])
    for (const { id, position, text } of found.messages) {
      const { stdout: shown } = await run(home, ['show', id, '--from', String(position), '-n', '1'])
      expect(shown).toContain(text)
    }
  })

  it('looks in one session, for words in their order, and for what is not there', async () => {
    const one = await run(home, ['search', 'invoice', '--in', THREAD])
    expect(one.stdout).toContain('rename the invoice table')
    expect(one.stdout).not.toContain('print an invoice')
    expect((await run(home, ['search', 'table invoice'])).stdout).toBe('No message has these words.\n')
    expect((await run(home, ['search', 'table', 'invoice'])).stdout).toContain('rename the invoice table')
    const without = await run(home, ['search', 'invoice', '--without', 'table'])
    expect(without.stdout).toContain('print an invoice red')
    expect(without.stdout).not.toContain('rename')
  })

  it.runIf(hasPseudoTerminal)('lets the words stand out on a terminal', async () => {
    const { stdout } = await runOnTerminal(home, ['search', 'invoice', '--in', THREAD], { columns: 80 })
    expect(stdout).toContain('rename the \u001b[1minvoice\u001b[22m table')
  })

  it('says that there is nothing to search, where that is so', async () => {
    const empty = makeHome()
    const { code, stdout } = await run(empty, ['search', 'invoice'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'There are no transcripts to search.\nllm-session doctor names every folder that was looked in.\n',
    })
    empty.remove()
  })

  it('says what to do with a query that names nothing', async () => {
    expect(await run(home, ['search', '!!'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'llm-session: Name at least one word to find.\nSuch as: llm-session search "rate limit" retry*\n',
    })
  })
})
