import { describe, expect, it } from 'vitest'
import { fixturePath, phases, readTranscript } from './testing/transcripts.ts'

const TUI =
  'generated/v0.169.0-tui-patch-errors-compact-interrupt/rollout-2026-11-21T00-28-41-01a1fb81-5ab3-7100-ade8-b85726b80c31.jsonl'
const RESUMED =
  'generated/v0.169.0-exec-tool-then-resume/rollout-2026-11-21T00-27-59-01a1fb80-b6ff-7a63-9f0a-8426762d09f2.jsonl'
const FLAT = 'generated/v0.20.0-flat/rollout-2026-11-21T00-34-12-c64ca75e-fd92-44d2-9a95-cd5ea8bbe60e.jsonl'
const FIRST =
  'generated/v0.42.0-exec-then-resume/rollout-2026-11-21T00-34-12-01a1fb86-6af7-7480-8c7e-8fa7170077d1.jsonl'
const CHILD =
  'generated/v0.169.0-subagent/rollout-2026-11-21T00-32-36-01a1fb84-f3c7-7de3-8e95-caee3386c3d3.jsonl'
const FORK = 'generated/v0.169.0-fork/rollout-2026-11-21T00-30-53-01a1fb83-60bc-7791-9d6f-fc06f39c1858.jsonl'
const REFUSED = 'real/api-error-400/rollout-2026-11-21T00-35-10-01a1fb87-4c08-7143-b4b0-d5164280ff43.jsonl'

describe('a session in the terminal (0.169.0)', () => {
  const { recording } = readTranscript(fixturePath(TUI))

  it('says who it is, where it runs and by which version', () => {
    expect(recording.of('session')).toEqual([['01a1fb81-5ab3-7100-ade8-b85726b80c31']])
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/codex-proj']])
    expect(recording.of('branch')).toEqual([['main']])
    expect(recording.of('version')).toEqual([['0.169.0']])
    expect(recording.of('model')).toEqual([['gpt-5.5']])
    expect(recording.of('subagentOf')).toEqual([])
  })

  it('is born with its thread, not with its first turn', () => {
    expect(recording.of('born').map(([at]) => at)).toEqual([
      Date.parse('2026-11-21T00:28:41.029Z'),
      Number.parseInt('01a1fb815ab3', 16),
    ])
  })

  it('has every prompt once, and none that Codex wrote itself', () => {
    expect(recording.of('prompt').map(([text]) => String(text).slice(0, 12))).toEqual([
      'first turn',
      'slow one [[s',
      'patch [[tool',
      'err [[err 50',
      'err2 [[err 4',
      'post compact',
      'spawn [[tool',
      'interrupt [[',
    ])
  })

  it('pairs each tool call with one result', () => {
    expect(recording.of('toolCall').map(([id, name]) => [id, name])).toEqual([
      ['call_mock6_0', 'exec_command'],
      ['call_mock10_0', 'apply_patch'],
      ['call_mock23_0', 'spawn_agent'],
    ])
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['call_mock6_0', 'ok'],
      ['call_mock10_0', 'ok'],
      ['call_mock23_0', 'error'],
    ])
  })

  it('names the files that a patch changed, once', () => {
    expect(recording.of('file')).toEqual([
      ['/home/dev/codex-proj/new.txt', 'write'],
      ['/home/dev/codex-proj/a.txt', 'write'],
    ])
  })

  it('tells the failed turn, in the words of the server', () => {
    expect(recording.errors).toEqual([
      {
        kind: 'api',
        at: Date.parse('2026-11-21T00:29:39.820Z'),
        message: 'mock error 400',
        status: undefined,
        blocks: undefined,
      },
    ])
  })

  it('tells the compaction once and the estimate of the context after it', () => {
    expect(recording.of('compaction')).toEqual([[Date.parse('2026-11-21T00:29:45.431Z'), undefined]])
    expect(recording.of('context')).toEqual([[7263, Date.parse('2026-11-21T00:29:45.434Z')]])
  })

  it('ends as the person left it: interrupted', () => {
    expect(recording.of('interruption')).toHaveLength(1)
    expect(phases(recording)).toBe(
      [
        'model-working done',
        'model-working tool-running model-working done',
        'model-working tool-running model-working done',
        'model-working done',
        'model-working failed',
        'model-working done',
        'model-working done',
        'model-working tool-running model-working done',
        'model-working interrupted',
      ].join(' '),
    )
  })
})

describe('other sessions of the real programs', () => {
  it('counts a failed command once, though an item and an output tell it', () => {
    const { recording } = readTranscript(fixturePath(RESUMED))
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['call_mock2_0', 'error'],
    ])
    expect(recording.of('file')).toEqual([['/home/dev/codex-proj/nope', 'read']])
  })

  it('tells a refused request without mistaking it for a used-up plan', () => {
    const { recording } = readTranscript(fixturePath(REFUSED))
    expect(recording.errors).toMatchObject([
      { message: 'prompt is too long: 250000 tokens > 200000 maximum', blocks: undefined },
    ])
    expect(recording.lastPhase).toBe('failed')
  })

  it('counts a sub-agent with its root, and nothing of what was copied from the parent', () => {
    const { recording } = readTranscript(fixturePath(CHILD))
    expect(recording.of('session')).toEqual([['01a1fb84-f3c7-7de3-8e95-caee3386c3d3']])
    expect(recording.of('subagentOf')).toEqual([['01a1fb84-f339-7de1-9de7-51b33a6afb2f']])
    expect(recording.of('forkedFrom')).toEqual([])
    expect(recording.of('prompt')).toEqual([])
    expect(recording.of('interruption')).toEqual([])
    expect(recording.of('toolCall').map(([id]) => id)).toEqual(['call_mock2_0', 'call_mock2_1'])
    expect([...recording.responses.values()]).toMatchObject([
      { sidechain: true, contextUsed: undefined },
      { sidechain: true, contextUsed: undefined },
    ])
    expect(recording.lastPhase).toBe('done')
  })

  it('names the parent of a fork and counts only what is its own', () => {
    const { recording } = readTranscript(fixturePath(FORK))
    expect(recording.of('forkedFrom')).toEqual([['01a1fb80-b6ff-7a63-9f0a-8426762d09f2']])
    expect([...recording.responses.keys()]).toEqual(['01a1fb83-60bc-7791-9d6f-fc06f39c1858/resp_mock32'])
  })

  it('derives the state of a version that marks no turns (0.42)', () => {
    const { recording } = readTranscript(fixturePath(FIRST))
    expect(recording.of('prompt').map(([text]) => text)).toEqual([expect.stringMatching(/^run /), 'second'])
    expect(phases(recording)).toBe(
      ['model-working tool-running model-working tool-running model-working done', 'model-working done'].join(
        ' ',
      ),
    )
  })

  it('hands the text of the flat era over, which has no usage (0.20)', () => {
    const { recording, outcomes } = readTranscript(fixturePath(FLAT))
    expect(recording.of('session')).toEqual([['c64ca75e-fd92-44d2-9a95-cd5ea8bbe60e']])
    expect(recording.of('prompt').map(([text]) => String(text).slice(0, 4))).toEqual(['run '])
    expect(recording.of('text').map(([text]) => text)).toEqual([
      expect.stringMatching(/^run /),
      '{"cmd":"echo hi"}',
      'unsupported call: exec_command',
      '{"command":["bash","-lc","echo hi"]}',
      expect.stringContaining('exit_code'),
      'mock answer 7',
    ])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['error', 'ok'])
    expect(recording.responses.size).toBe(0)
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).not.toContain('unknown')
  })

  it('hands no text over where usage is reported', () => {
    expect(readTranscript(fixturePath(TUI)).recording.of('text')).toEqual([])
  })
})
