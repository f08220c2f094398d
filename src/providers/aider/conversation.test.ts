import { describe, expect, it } from 'vitest'
import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { aiderDocuments } from './documents.ts'
import { conversation } from './conversation.ts'
import { HEADER, historyOf } from './testing/reading.ts'

/** What is said in one chat with these lines, each ended as Aider ends prompts and notes. */
function saidIn(...lines: readonly string[]): readonly ConversationEntry[] {
  const text = lines.map((line) => (/^(?:####|>)/.test(line) ? `${line}  \n` : `${line}\n`)).join('')
  const file = historyOf(HEADER + text)
  const session = aiderDocuments.sessions(file).at(-1)
  if (!session) throw new Error('no chat')
  return conversation.document?.(file, session) ?? []
}

describe('the conversation in a chat of Aider', () => {
  it('has prompts, answers with their paragraphs, and the notes between them', () => {
    const said = saidIn(
      '> Aider v0.86.1',
      '> Main model: sonnet with diff edit format',
      '',
      '#### fix it',
      '#### please',
      '',
      'First.',
      '',
      '### A heading of the answer',
      'Second.',
      '',
      '> Tokens: 900 sent, 12 received.',
      '> Applied edit to a.ts',
    )
    expect(said.filter(({ kind }) => kind !== 'facts')).toEqual([
      { kind: 'note', text: 'Aider v0.86.1\nMain model: sonnet with diff edit format' },
      { kind: 'prompt', text: 'fix it\nplease' },
      { kind: 'answer', text: 'First.\n\n### A heading of the answer\nSecond.' },
      { kind: 'note', text: 'Applied edit to a.ts' },
    ])
    expect(said.filter(({ kind }) => kind === 'facts')).toEqual([
      { kind: 'facts', text: '', model: 'sonnet' },
      {
        kind: 'facts',
        text: '',
        usage: { counts: { uncachedInput: 900, cacheRead: 0, cacheWrite: 0, output: 12 } },
        contextUsed: 912,
      },
    ])
  })

  it('takes commands and what they print for no words of the model', () => {
    const said = saidIn('#### fix it', '', 'Done.', '', '#### /ls', '', 'a.ts')
    expect(said.map(({ kind, text }) => [kind, text])).toEqual([
      ['prompt', 'fix it'],
      ['answer', 'Done.'],
      ['note', '/ls'],
      ['note', 'a.ts'],
    ])
  })

  it('tells failures that are tried again from those that are not, and where a limit was hit', () => {
    const failed = '> litellm.RateLimitError: insufficient_quota'
    const said = saidIn('#### fix it', '', failed, '> Retrying in 0.2 seconds...', failed, '', '#### again')
    expect(said.map(({ kind, limitHit }) => [kind, limitHit ?? false])).toEqual([
      ['prompt', false],
      ['retry', true],
      ['error', true],
      ['prompt', false],
    ])
  })

  it('tells that a person stopped an answer, and not that they left', () => {
    const stop = '> ^C again to exit'
    const said = saidIn('#### fix it', '', 'Well', '', stop, stop)
    expect(said.map(({ kind }) => kind)).toEqual(['prompt', 'answer', 'interruption', 'note'])
  })
})
