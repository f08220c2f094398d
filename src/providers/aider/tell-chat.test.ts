import { describe, expect, it } from 'vitest'
import { BEGIN, HEADER, historyOf, readChat, readLast } from './testing/reading.ts'

const TOKENS = '> Tokens: 116 sent, 30 received.'
const promptsOf = (...lines: readonly string[]) =>
  readChat(...lines)
    .of('prompt')
    .map(([text]) => text)

describe('prompts', () => {
  it('may have several lines, and are told apart from headings of an answer', () => {
    const history = `${HEADER}#### first line  \n#### second  \n\n#### Step 1\nWrap it.\n\n> Applied edit to a.py  \n\n#### go on  \n`
    expect(readLast(historyOf(history)).recording.of('prompt')).toEqual([
      ['first line\nsecond', BEGIN],
      ['go on', BEGIN],
    ])
  })

  it('are told apart where something removed the ends of lines', () => {
    const history = `${HEADER}#### fix it\nSure.\n\n#### Step 1\nWrap it.\n\n> Applied edit to a.py\n\n#### go on\nDone.\n`
    expect(
      readLast(historyOf(history))
        .recording.of('prompt')
        .map(([text]) => text),
    ).toEqual(['fix it', 'go on'])
  })

  it('are no commands, unless they ask the model something', () => {
    const lines = [
      '#### /add a.py',
      '',
      '#### /ask why?',
      '',
      '#### !ls',
      '',
      '#### <blank>',
      '',
      '#### /ask',
      '',
      '#### go',
    ]
    expect(promptsOf(...lines)).toEqual(['/ask why?', 'go'])
  })
})

describe('usage', () => {
  it('is exact where no number is rounded', () => {
    const recording = readChat('> Model: gpt-5.5 with diff edit format', '#### go', 'Ok', TOKENS)
    expect(recording.sums).toEqual({ uncachedInput: 116, cacheRead: 0, cacheWrite: 0, output: 30 })
    expect([...recording.responses.values()]).toMatchObject([{ model: 'gpt-5.5', contextUsed: 146 }])
    expect(recording.of('usageIncomplete')).toEqual([])
  })

  it('is incomplete where one is', () => {
    const recording = readChat('#### go', 'Ok', '> Tokens: 12k sent, 9.9k cache hit, 1.5k received.')
    expect(recording.sums).toEqual({ uncachedInput: 2100, cacheRead: 9900, cacheWrite: 0, output: 1500 })
    expect(recording.of('usageIncomplete')).toHaveLength(1)
  })

  it('is never negative where rounding makes the parts larger than the whole', () => {
    const recording = readChat('#### go', '> Tokens: 5.2k sent, 5.3k cache hit, 1 received.')
    expect(recording.sums).toMatchObject({ uncachedInput: 0, cacheRead: 5300 })
  })

  it.each<[string, readonly string[], number]>([
    ['the next prompt came', ['#### go', 'Ok', '#### and', 'Ok', TOKENS], 1],
    ['an answer is being written', ['#### go', 'Ok'], 0],
    ['nothing was answered', ['#### go', '#### and', 'Ok', TOKENS], 0],
  ])('of an answer is missing or not where %s', (_what, lines, times) => {
    expect(readChat(...lines).of('usageIncomplete')).toHaveLength(times)
  })

  it.each([
    ['behind it', ['> Tokens: 10 sent, 5 received. Cost: $0.0073 message, $0.02 session.']],
    [
      'on a line of its own',
      ['> Tokens: 10 sent, 2 cache write, 3 cache hit, 5 received.', 'Cost: $0.01 message, $0.02 session.'],
    ],
  ])('has the cost of the chat so far %s', (_where, lines) => {
    const recording = readChat('#### go', 'Ok', ...lines)
    expect(recording.reportedTotals).toMatchObject([{ costUsd: 0.02, counts: recording.sums }])
  })
})

describe('the phase', () => {
  it.each<[string, readonly string[], string]>([
    ['a prompt', ['#### go'], 'model-working'],
    ['an answer whose usage is not there yet', ['#### go', 'Ok'], 'model-working'],
    ['an answer', ['#### go', 'Ok', TOKENS, '> Applied edit to a.py'], 'done'],
    ['a command', ['#### go', 'Ok', TOKENS, '#### /tokens', '> 5 tokens'], 'done'],
    ['a stop', ['#### go', '> ^C again to exit'], 'interrupted'],
    ['a question whether to leave', ['#### go', 'Ok', TOKENS, '> ^C again to exit'], 'done'],
    ['a failure', ['#### go', '> litellm.BadRequestError: no', '> It failed.'], 'failed'],
    [
      'a failure that is tried again',
      ['#### go', '> litellm.Timeout: x', '> Retrying in 0.2 seconds...'],
      'model-working',
    ],
  ])('after %s', (_what, lines, phase) => {
    expect(readChat(...lines).lastPhase).toBe(phase)
  })
})

describe('failures', () => {
  it('are retries where Aider goes on by itself', () => {
    const { errors } = readChat(
      '#### go',
      '> litellm.RateLimitError: slow down',
      '> The API provider has rate limited you.',
      '> Retrying in 0.2 seconds...',
      '> litellm.RateLimitError: You exceeded your current quota',
      '',
      '#### again',
    )
    expect(errors).toMatchObject([
      { kind: 'retry', status: 429, blocks: undefined, message: 'litellm.RateLimitError: slow down' },
      { kind: 'api', status: 429, blocks: 'quota' },
    ])
  })

  it('tell when nothing but a person helps', () => {
    const { errors } = readChat('#### go', '> litellm.AuthenticationError: no key')
    expect(errors).toMatchObject([{ kind: 'api', status: 401, blocks: 'signed-out' }])
  })
})

describe('files', () => {
  it('are those that were edited, made or added', () => {
    const recording = readChat(
      '> Added src/c.py to the chat.',
      '#### go',
      '> Applied edit to src/a.py',
      '> Creating empty file src/b.py',
      '> Did not apply edit to src/d.py (--dry-run)',
      '> Skipping edits to src/e.py',
    )
    expect(recording.of('file')).toEqual([
      ['src/c.py', 'read'],
      ['src/a.py', 'write'],
      ['src/b.py', 'write'],
    ])
  })
})

describe('lines', () => {
  it('are counted by what became of them', () => {
    const { outcomes } = readLast(
      historyOf(`${HEADER}> Aider v0.86.1  \n> Git repo: .git  \n#### go  \nOk\n`),
    )
    expect(outcomes).toEqual({ used: 2, ignored: 2, unknown: 0, malformed: 0 })
  })
})
