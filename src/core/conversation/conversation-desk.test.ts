import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { provider as claudeCode } from '../../providers/claude-code/provider.ts'
import { user } from '../../providers/claude-code/testing/rows.ts'
import type { Provider } from '../../providers/provider.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { ConversationDesk, type DeskLimits } from './conversation-desk.ts'
import { ConversationUnreadable } from './conversation-source.ts'

const PAGE = { from: 0, limit: 200, textLimit: 100 }

/** A desk over real transcripts; `ask` answers how many lines were parsed to open one of them. */
function deskOf(limits: DeskLimits | undefined) {
  const root = temporaryFolder()
  mkdirSync(join(root, 'app'))
  let lines = 0
  const provider: Provider = {
    ...claudeCode,
    async conversation() {
      const format = await claudeCode.conversation?.()
      if (!format?.lines) throw new Error('no conversation in lines')
      const byLine = format.lines
      const entries = (line: string) => {
        lines++
        return byLine.entries(line)
      }
      return { lines: { ...byLine, entries } }
    },
  }
  const desk = new ConversationDesk([provider], limits)
  const sourceOf = (name: string) => ({
    id: name,
    provider: 'claude-code',
    sessionId: name,
    files: [{ path: join(root, 'app', `${name}.jsonl`), root, isSubagent: false }],
  })
  return {
    write: (name: string, prompts: number) => {
      const rows = Array.from({ length: prompts }, (_, index) =>
        JSON.stringify(user(index, `${name} ${index}`)),
      )
      writeFileSync(join(root, 'app', `${name}.jsonl`), `${rows.join('\n')}\n`)
    },
    ask: async (name: string): Promise<number> => {
      lines = 0
      // Needs the outline alone: what is parsed is parsed to open it.
      await desk.ask('timeline', sourceOf(name), [])
      return lines
    },
    page: (name: string) => desk.ask('page', sourceOf(name), PAGE),
  }
}

/** Name of a file that the provider takes for a transcript. */
function nameOf(digit: number): string {
  return `${digit}c1e5a52-0f0b-4c3e-9a53-6f1c4d2b8e10`
}
const A = nameOf(1)
const B = nameOf(2)
const C = nameOf(3)

it('keeps the conversations that were asked for last, and forgets the one that was asked for longest ago', async () => {
  const { write, ask } = deskOf({ open: 2, messages: 1000 })
  for (const name of [A, B, C]) write(name, 3)
  expect(await ask(A)).toBe(3)
  expect(await ask(B)).toBe(3)
  expect(await ask(A)).toBe(0)
  expect(await ask(C)).toBe(3)
  expect(await ask(A)).toBe(0)
  expect(await ask(B)).toBe(3)
})

it('keeps fewer where they are long, and always the one that is asked for', async () => {
  const { write, ask } = deskOf({ open: 10, messages: 8 })
  write(A, 5)
  write(B, 5)
  write(C, 20)
  await ask(A)
  expect(await ask(B)).toBe(5)
  expect(await ask(B)).toBe(0)
  expect(await ask(A)).toBe(5)
  expect(await ask(C)).toBe(20)
  expect(await ask(C)).toBe(0)
  expect(await ask(A)).toBe(5)
})

it('keeps six of an ordinary size', async () => {
  const { write, ask } = deskOf(undefined)
  const names = Array.from({ length: 7 }, (_, digit) => nameOf(digit))
  for (const name of names) {
    write(name, 2)
    await ask(name)
  }
  expect(await ask(names[6] ?? '')).toBe(0)
  expect(await ask(names[1] ?? '')).toBe(0)
  expect(await ask(names[0] ?? '')).toBe(2)
})

it('answers from the disk again after a conversation could not be read', async () => {
  const { write, page } = deskOf(undefined)
  await expect(page(A)).rejects.toBeInstanceOf(ConversationUnreadable)
  write(A, 4)
  expect(await page(A)).toMatchObject({ total: 4, problems: [] })
})
