import { describe, expect, it } from 'vitest'
import type { ConversationEntry, ToolUse } from '../../../shared/domain/conversation.ts'
import { defaultSettings } from '../../settings/default-settings.ts'
import { outlineOf } from '../testing/outlined.ts'
import { findingsOf } from './find.ts'

type Entry = Partial<ConversationEntry>

const found = (entries: readonly Entry[], shared: Parameters<typeof findingsOf>[2] = []) =>
  findingsOf(outlineOf(entries), defaultSettings().findings, shared)

const prompt = (text: string): Entry => ({ kind: 'prompt', text })
const answer: Entry = { kind: 'answer', text: 'done' }

function call(id: string, tool: ToolUse, outcome: 'ok' | 'error' | 'rejected', text = 'x'): readonly Entry[] {
  return [
    { kind: 'tool-call', text, tool: { ...tool, callId: id } },
    { kind: 'tool-result', text: outcome, tool: { callId: id }, outcome },
  ]
}
const bash = { name: 'Bash', access: 'command', target: 'npm test' } as const
const edit = (before: string, after: string) =>
  ({ name: 'Edit', access: 'write', target: '/home/ada/a.ts', edit: { before, after } }) as const

describe('findings', () => {
  it('are none in a conversation where all goes well', () => {
    expect(found([prompt('fix the login bug please'), ...call('1', bash, 'ok'), answer])).toEqual([])
  })

  it('tell of compactions, and of many as a warning', () => {
    const compaction: Entry = { kind: 'compaction', text: 'summary' }
    expect(found([compaction])).toMatchObject([{ kind: 'compacted', severity: 'info', positions: [0] }])
    expect(found([compaction, answer, compaction, answer, compaction])).toMatchObject([
      { kind: 'compacted', severity: 'warning', positions: [0, 2, 4] },
    ])
  })

  it('tell of the same call that fails again and again', () => {
    const failing = ['1', '2', '3'].flatMap((id) => call(id, bash, 'error'))
    expect(found(failing)).toMatchObject([
      {
        kind: 'repeated-failure',
        severity: 'warning',
        positions: [0, 2, 4],
        sentence: 'Bash (npm test) failed 3 times with the same input.',
      },
    ])
  })

  it('take a success in between, another input and a refusal for no repeated failure', () => {
    expect(
      found(
        ['error', 'error', 'ok', 'error', 'error'].flatMap((how, id) =>
          call(String(id), bash, how === 'ok' ? 'ok' : 'error'),
        ),
      ),
    ).toEqual([])
    expect(found(['a', 'b', 'c'].flatMap((text) => call(text, bash, 'error', text)))).toEqual([])
    expect(found(['1', '2', '3'].flatMap((id) => call(id, bash, 'rejected')))).toEqual([])
  })

  it('tell of an edit that is undone, and of one that is then made again', () => {
    const undone = [...call('1', edit('a', 'b'), 'ok'), ...call('2', edit('b', 'a'), 'ok')]
    expect(found(undone)).toMatchObject([{ kind: 'edit-undone', severity: 'info', positions: [0, 2] }])
    expect(found([...undone, ...call('3', edit('a', 'b'), 'ok')])).toMatchObject([
      { kind: 'edit-undone', severity: 'warning', positions: [0, 2, 4] },
    ])
    expect(found([...call('1', edit('a', 'b'), 'ok'), ...call('2', edit('b', 'a'), 'rejected')])).toEqual([])
  })

  it('tell of a person who says nearly the same again, and not of short words', () => {
    const asked = [
      prompt('Please fix the failing login test in auth'),
      answer,
      prompt('please FIX the failing login test in auth!'),
    ]
    expect(found(asked)).toMatchObject([{ kind: 'person-repeats', severity: 'info', positions: [0, 2] }])
    expect(found([prompt('go on'), answer, prompt('go on'), answer, prompt('go on')])).toEqual([])
    expect(found([prompt('write a parser for dates'), prompt('now add tests for the server')])).toEqual([])
  })

  it('tell of a request that is tried again and again, worst where it still is', () => {
    const retries = Array.from({ length: 5 }, (): Entry => ({ kind: 'retry', text: '529' }))
    expect(found(retries)).toMatchObject([{ kind: 'retry-storm', severity: 'critical' }])
    expect(found([...retries, answer])).toMatchObject([{ kind: 'retry-storm', severity: 'warning' }])
    expect(found([...retries.slice(1), answer, ...retries.slice(1)])).toEqual([])
  })

  it('tell of outputs that fill the context by themselves', () => {
    const long: Entry = { kind: 'tool-result', text: 'x'.repeat(40_000) }
    expect(found([long])).toMatchObject([{ kind: 'long-output', positions: [0] }])
    expect(found([{ ...long, text: 'x'.repeat(39_000) }])).toEqual([])
  })

  it('tell of files that other live sessions edit, with the calls that wrote them', () => {
    const shared = [{ path: '/home/ada/a.ts', sessionIds: ['codex:1'] }]
    expect(found(call('1', edit('a', 'b'), 'ok'), shared)).toMatchObject([
      { kind: 'shared-files', severity: 'warning', sessionIds: ['codex:1'], positions: [0] },
    ])
  })

  it('come with the worst first', () => {
    const retries = Array.from({ length: 5 }, (): Entry => ({ kind: 'retry', text: '529' }))
    const kinds = found([{ kind: 'compaction', text: '' }, ...retries]).map(({ severity }) => severity)
    expect(kinds).toEqual(['critical', 'info'])
  })
})
