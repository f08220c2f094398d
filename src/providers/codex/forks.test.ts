import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { totalInput } from '../../shared/domain/tokens.ts'
import {
  event,
  familyTokens,
  item,
  line,
  readLines,
  readTranscript,
  thirdPartyPath,
  tokenCount,
} from './testing/transcripts.ts'

const ARCHIVED = 'codex-home/archived_sessions'

/** Families of real forks, measured by another project; read in a folder beside this checkout. */
const FAMILIES = [
  {
    family: 'live-fork-4d90-52bf',
    files: [`${ARCHIVED}/parent.jsonl`, `${ARCHIVED}/child.jsonl`],
    total: { input: 26_692_274, cached: 25_383_936, output: 109_637 },
    units: 52_185_847,
  },
  {
    family: 'archived-fork-33ce-3869',
    files: [`${ARCHIVED}/parent.jsonl`, `${ARCHIVED}/child.jsonl`],
    total: { input: 15_253_283, cached: 13_549_696, output: 55_895 },
    units: 28_858_874,
  },
  {
    family: 'missing-parent-siblings',
    files: [`${ARCHIVED}/sibling-a.jsonl`, `${ARCHIVED}/sibling-b.jsonl`],
    total: { input: 15_256_313, cached: 13_549_999, output: 55_958 },
    units: 28_862_270,
  },
  {
    family: 'harness-smoke',
    files: ['codex-home/sessions/2026/07/11/parent.jsonl', `${ARCHIVED}/child.jsonl`],
    total: { input: 15, cached: 0, output: 2 },
    units: 17,
  },
]
const ISSUE = 'codexbar/Issue2037'
const areFamiliesHere = existsSync(thirdPartyPath(ISSUE))

describe('families of forks with copied rows', () => {
  it.runIf(areFamiliesHere).each(FAMILIES)(
    'counts the copied rows of $family once',
    ({ family, files, total, units }) => {
      const tokens = familyTokens(
        files.map((file) => readTranscript(thirdPartyPath(`${ISSUE}/${family}/${file}`))),
      )
      expect({ input: totalInput(tokens), cached: tokens.cacheRead, output: tokens.output }).toEqual(total)
      expect(totalInput(tokens) + tokens.cacheRead + tokens.output).toBe(units)
    },
  )
})

describe('a fork with copied rows', () => {
  const parentId = '019c0000-0000-7000-8000-00000000000a'
  const forkId = '019d0000-0000-7000-8000-00000000000b'
  const parentTurn = '019c0000-0001-7000-8000-000000000001'
  const forkTurn = '019d0000-0001-7000-8000-000000000002'
  const history = (second: number) => [
    event(second, 'task_started', { turn_id: parentTurn }),
    event(second, 'user_message', { message: 'asked of the parent' }),
    item(second, 'function_call', { name: 'exec_command', arguments: '{}', call_id: 'call_1' }),
    tokenCount(second, [100, 0, 10], [100, 0, 10]),
    event(second, 'turn_aborted', { turn_id: parentTurn, reason: 'interrupted' }),
  ]
  const parent = readLines([line(1, 'session_meta', { id: parentId }), ...history(2)])
  const fork = readLines([
    line(30, 'session_meta', { id: forkId, forked_from_id: parentId }),
    line(30, 'session_meta', { id: parentId, cwd: '/home/dev/parent' }),
    ...history(30),
    event(31, 'task_started', { turn_id: forkTurn }),
    event(31, 'user_message', { message: 'asked of the fork' }),
    tokenCount(32, [300, 0, 30], [200, 0, 20]),
    event(33, 'task_complete', { turn_id: forkTurn }),
  ])

  it('leaves prompts, tools and interruptions with the parent', () => {
    expect(fork.recording.of('prompt').map(([text]) => text)).toEqual(['asked of the fork'])
    expect(fork.recording.of('toolCall')).toEqual([])
    expect(fork.recording.of('interruption')).toEqual([])
    expect(fork.recording.of('workingDirectory')).toEqual([])
  })

  it('shares the keys of the copied responses, and only those', () => {
    const [shared, ...own] = fork.recording.responses.keys()
    expect([...parent.recording.responses.keys()]).toEqual([shared])
    expect(own).toHaveLength(1)
    expect(familyTokens([fork, parent]).output).toBe(30)
  })

  it('counts rows that kept their old times as copied, too', () => {
    const verbatim = readLines([
      line(30, 'session_meta', {
        id: 'fork',
        forked_from_id: 'parent',
        timestamp: '2026-06-01T10:00:30.000Z',
      }),
      event(2, 'user_message', { message: 'asked of the parent' }),
      event(31, 'user_message', { message: 'asked of the fork' }),
    ])
    expect(verbatim.recording.of('prompt').map(([text]) => text)).toEqual(['asked of the fork'])
    expect(verbatim.recording.of('seen').map(([at]) => at)).not.toContain(
      Date.parse('2026-06-01T10:00:02.000Z'),
    )
  })

  it('has two siblings count a missing parent once', () => {
    const sibling = (id: string, output: number) =>
      readLines([
        line(30, 'session_meta', { id, forked_from_id: parentId }),
        ...history(30),
        tokenCount(32, [300, 0, 10 + output], [200, 0, output]),
      ])
    expect(familyTokens([sibling('a', 20), sibling('b', 21)]).output).toBe(10 + 20 + 21)
  })

  it('names its parent by the copied header where its own does not', () => {
    const { recording } = readLines([
      line(1, 'session_meta', { id: 'a' }),
      line(1, 'session_meta', { id: 'b' }),
    ])
    expect(recording.of('session')).toEqual([['a']])
    expect(recording.of('forkedFrom')).toEqual([['b']])
  })
})
