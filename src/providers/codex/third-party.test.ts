import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { totalInput } from '../../shared/domain/tokens.ts'
import { readTranscript, thirdPartyPath } from './testing/transcripts.ts'

/*
 * Rollouts of other projects' tests, partly made by hand, with what those tests state. They are not ours to
 * copy: they are read in a folder beside this checkout, where it is there.
 */
const areHere = existsSync(thirdPartyPath('agentsview'))

describe.runIf(areHere)('rollouts of other projects', () => {
  it.each([
    ['ccusage/sessions/project-alpha/session-alpha.jsonl', 3500, 750, 425],
    ['toktrack/sample-session.jsonl', 500, 100, 200],
    ['agent-sessions/codex_053_rate_limit.jsonl', 12_091, 10_880, 182],
    ['agent-sessions/large.jsonl', 12_091, 10_880, 182],
    ['agent-sessions/small.jsonl', 16_341, 3584, 81],
    ['agent-sessions/codex_050_legacy.jsonl', 0, 0, 0],
    ['agent-sessions/codex_051_usage.jsonl', 0, 0, 0],
    ['agent-sessions/codex_052_raw.jsonl', 0, 0, 0],
  ])('counts %s', (path, input, cached, output) => {
    const { sums } = readTranscript(thirdPartyPath(path)).recording
    expect([totalInput(sums), sums.cacheRead, sums.output]).toEqual([input, cached, output])
  })

  it('skips the one broken line of toktrack and gives each step to its model', () => {
    const { recording, outcomes } = readTranscript(thirdPartyPath('toktrack/sample-session.jsonl'))
    expect(outcomes.filter((outcome) => outcome === 'malformed')).toHaveLength(1)
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual(['o4-mini', 'gpt-4.1'])
  })

  it('takes the model that a token count names over the one of the turn', () => {
    const { recording } = readTranscript(thirdPartyPath('ccusage/sessions/project-alpha/session-alpha.jsonl'))
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual([
      'gpt-5.2-codex',
      'gpt-5.3-codex',
    ])
  })

  it.each([
    ['standard_session', 'abc-123', '/Users/alice/code/my-api', 'Add rate limiting', []],
    ['function_calls', 'fc-1', '/Users/alice/code/app', 'Run the tests', ['shell_command']],
    ['fc_args_1', 'fc-args-1', '/tmp', 'inspect files', ['exec_command']],
    ['fc_args_2', 'fc-args-2', '/tmp', 'apply patch', ['apply_patch']],
    ['fc_stdin', 'fc-stdin', '/tmp', 'send input', ['write_stdin']],
  ])('reads %s of agentsview, whose fields stand in another order', (name, id, cwd, prompt, tools) => {
    const { recording } = readTranscript(thirdPartyPath(`agentsview/${name}.jsonl`))
    expect(recording.of('session')).toEqual([[id]])
    expect(recording.of('workingDirectory')).toEqual([[cwd]])
    expect(recording.of('prompt').map(([text]) => text)).toEqual([prompt])
    expect(recording.of('toolCall').map(([, tool]) => tool)).toEqual(tools)
  })

  it('names the session of a header with its session id alone', () => {
    const { recording, outcomes } = readTranscript(thirdPartyPath('codexbar/agent-session-rollout.jsonl'))
    expect(recording.of('session')).toEqual([['019f-session-fixture']])
    expect(recording.of('workingDirectory')).toEqual([['/Users/test/Projects/alpha']])
    expect(outcomes).toEqual(['used', 'unknown'])
  })

  it('reads the samples of every record that agent-sessions collected', () => {
    const { recording, outcomes } = readTranscript(thirdPartyPath('agent-sessions/small.jsonl'))
    expect(recording.of('workingDirectory')[0]).toEqual(['/tmp/repo'])
    expect(recording.of('toolCall').length).toBeGreaterThan(0)
    expect(recording.of('toolResult').length).toBeGreaterThan(0)
    expect(recording.of('file')[0]).toEqual(['/tmp/repo/a.txt', 'write'])
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it('lets a record of another shape stand unknown, and loses nothing beside it', () => {
    const { outcomes } = readTranscript(thirdPartyPath('agent-sessions/schema_drift.jsonl'))
    expect(outcomes).toEqual(['unknown', 'ignored', 'unknown', 'unknown', 'ignored', 'ignored'])
  })
})
