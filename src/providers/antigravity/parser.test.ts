import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { antigravityParser } from './parser.ts'

const ID = '5f0c1a2e-0000-4000-8000-000000000001'
const OURS = join(
  import.meta.dirname,
  `fixtures/synthetic/brain/${ID}/.system_generated/logs/transcript.jsonl`,
)
const THIRD_PARTY = join(
  import.meta.dirname,
  '../../../../shared/fixtures/antigravity/third-party/agent-sessions/cli_small.jsonl',
)
const BEGIN = Date.parse('2026-11-20T10:00:00Z')

function read(lines: readonly (object | string)[]) {
  const { sink, recording } = recordingSink()
  const parser = antigravityParser({ sessionId: ID, subagentOf: undefined }, sink)
  const outcomes = lines.map((line) => {
    const block = Buffer.from(typeof line === 'string' ? line : JSON.stringify(line))
    return parser.line(block, 0, block.length)
  })
  expect(complaintsAbout(recording.calls)).toEqual([])
  return { recording, outcomes }
}

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1)
const step = (type: string, fields: object = {}) => ({
  type,
  source: 'MODEL',
  status: 'DONE',
  created_at: '2026-11-20T10:00:00Z',
  ...fields,
})
const ask = (text: string) => step('USER_INPUT', { content: `<USER_REQUEST>\n${text}\n</USER_REQUEST>` })
const call = (...names: readonly string[]) =>
  step('PLANNER_RESPONSE', { tool_calls: names.map((name) => ({ name, args: {} })) })

describe('a conversation', () => {
  const { recording, outcomes } = read(linesOf(OURS))

  it('tells what was done', () => {
    expect(recording.of('session')[0]).toEqual([ID])
    expect(recording.of('born')).toEqual([[BEGIN]])
    expect(recording.of('prompt')).toEqual([['Fix the typo in README.md', BEGIN]])
    expect(recording.of('model')).toEqual([['Gemini 3.5 Flash (Medium)']])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual([
      'view_file',
      'run_command',
      'replace_file_content',
    ])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'error', 'ok'])
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/README.md', 'read'],
      ['/home/dev/app/README.md', 'write'],
    ])
    expect(recording.of('compaction')).toHaveLength(1)
    expect(recording.lastPhase).toBe('done')
    expect(outcomes.filter((outcome) => outcome !== 'used')).toEqual(['ignored'])
  })

  it('tells no usage, and the text that can be counted', () => {
    expect(recording.responses.size).toBe(0)
    expect(recording.of('text').map(([text]) => text)).toContain('Fixed the typo.')
  })
})

describe('the phase', () => {
  it.each<[string, readonly object[], string | undefined]>([
    ['a prompt', [ask('Go')], 'model-working'],
    ['calls', [ask('Go'), call('a', 'b')], 'tool-running'],
    ['one result of two', [ask('Go'), call('a', 'b'), step('GENERIC')], 'tool-running'],
    ['all results', [ask('Go'), call('a'), step('GENERIC', { status: 'CANCELED' })], 'model-working'],
    [
      'a step that goes on',
      [ask('Go'), call('a'), step('RUN_COMMAND', { status: 'RUNNING' })],
      'tool-running',
    ],
    ['an answer', [ask('Go'), step('PLANNER_RESPONSE', { content: 'Ok' })], 'done'],
    ['a prompt in place of a result', [ask('Go'), call('a'), ask('No'), step('PLANNER_RESPONSE')], 'done'],
  ])('after %s', (_what, steps, phase) => {
    expect(read(steps).recording.lastPhase).toBe(phase)
  })
})

describe('steps', () => {
  it('are counted by what became of them', () => {
    const { outcomes } = read([
      step('GENERIC'),
      step('WARP', { source: 'SYSTEM' }),
      step('USER_INPUT', { content: '<USER_SETTINGS_CHANGE></USER_SETTINGS_CHANGE>' }),
      {},
      '[]',
      '{"type":',
    ])
    expect(outcomes).toEqual(['ignored', 'unknown', 'ignored', 'malformed', 'malformed', 'malformed'])
  })

  it.runIf(existsSync(THIRD_PARTY))('of another project are read', () => {
    const { recording, outcomes } = read(existsSync(THIRD_PARTY) ? linesOf(THIRD_PARTY) : [])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['List the files.'])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['list_dir', 'write_file'])
    expect(recording.of('file')).toEqual([['/tmp/repo/notes.md', 'write']])
    // The sample's last step has lost its source.
    expect(outcomes.filter((outcome) => outcome === 'unknown')).toHaveLength(1)
  })
})
