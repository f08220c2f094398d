import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTranscript, thirdPartyPath } from './testing/transcripts.ts'

/*
 * Transcripts of another project's tests, partly made by hand, with what those tests state. They are not ours to
 * copy: they are read in a folder beside this checkout, where it is there.
 */
const areHere = existsSync(thirdPartyPath('agent-sessions'))

describe.runIf(areHere)('transcripts of other projects', () => {
  it('reads the samples of every row that agent-sessions collected', () => {
    const { recording, outcomes } = readTranscript(thirdPartyPath('agent-sessions/small.jsonl'))
    expect(recording.of('session')).toEqual([['copilot_stage0_small']])
    expect(recording.of('model')[0]).toEqual(['gpt-5-mini'])
    expect(recording.of('workingDirectory')[0]).toEqual(['/tmp/repo'])
    expect(recording.of('toolResult')[0]?.slice(0, 2)).toEqual(['call-1', 'ok'])
    expect(recording.errors.map(({ status }) => status)).toEqual([400])
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it('counts what a run of an early version said when it ended', () => {
    const { recording, outcomes } = readTranscript(thirdPartyPath('agent-sessions/schema_drift.jsonl'))
    expect(recording.sums).toEqual({ uncachedInput: 200, cacheRead: 800, cacheWrite: 0, output: 50 })
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual(['gpt-4.1'])
    expect(recording.of('context').at(-1)?.[0]).toBe(500)
    expect(outcomes).not.toContain('unknown')
  })

  it('pairs calls that only an answer tells with their results', () => {
    const { recording } = readTranscript(thirdPartyPath('agent-sessions/large.jsonl'))
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['Step 1', 'Step 2', 'Step 3'])
    expect(recording.of('toolCall').map(([id]) => id)).toEqual(['call_1', 'call_2'])
    expect(recording.of('toolResult').map(([id]) => id)).toEqual(['call_1'])
  })

  it('names a session by its folder', () => {
    const id = 'aaaabbbb-1111-2222-3333-ccccddddeeee'
    const path = thirdPartyPath(`agent-sessions/subdir_v1/${id}/events.jsonl`)
    const { recording } = readTranscript(path, { sessionId: id, subagentOf: undefined })
    expect(recording.of('session')).toEqual([[id]])
    expect(recording.of('forkedFrom')).toEqual([])
    expect(recording.sums.output).toBe(0)
  })
})
