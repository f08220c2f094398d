import { describe, expect, it } from 'vitest'
import type { ModelResponse } from '../../shared/domain/transcript.ts'
import {
  assistant,
  phases,
  readLines,
  record,
  response,
  SESSION,
  telemetry,
  time,
  user,
  type UsageWords,
} from './testing/chats.ts'

const USAGE: UsageWords = [5003, 3003, 203, 103, 5206]
const LATER: UsageWords = [6003, 5003, 303, 103, 6306]
const SAYS = [{ text: 'Done' }]
const OUTPUT = 203

function calls(...ids: readonly string[]): readonly object[] {
  return ids.map((id) => ({ functionCall: { id, name: 'edit', args: { file_path: `${id}.txt` } } }))
}

function result(second: number, callId: string, status: string): object {
  return record(second, 'tool_result', { toolCallResult: { callId, status } })
}

describe('tokens', () => {
  it('are those of telemetry where there is some, before or behind the message', () => {
    const before = readLines([response(1, 'r', USAGE), assistant(2, SAYS, USAGE)])
    const behind = readLines([assistant(1, SAYS, USAGE), response(2, 'r', USAGE)])
    expect(before.recording.sums.output).toBe(OUTPUT)
    expect(behind.recording.sums.output).toBe(OUTPUT)
  })

  it('are those of messages where telemetry is missing, and until it begins', () => {
    const { recording } = readLines([
      assistant(1, SAYS, USAGE),
      assistant(2, SAYS, [1, 0, 1, 0, 2]),
      response(3, 'r', LATER),
      assistant(4, SAYS, LATER),
    ])
    expect(recording.sums.output).toBe(OUTPUT + 1 + 303)
  })

  it('are counted once for an id and its counts', () => {
    const { recording } = readLines([
      response(1, 'r', USAGE),
      response(2, 'r', USAGE),
      response(3, 'r', LATER),
    ])
    expect(recording.responses.size).toBe(2)
  })

  it('are counted without an id, too', () => {
    const { recording } = readLines([response(1, '', USAGE), response(2, '', USAGE)])
    expect(recording.responses.size).toBe(2)
  })

  it('hold thoughts within the output or beside it, as the total says', () => {
    const told = [USAGE, [100, 0, 20, 30, 150] as const, [100, 0, 20, 10, 130] as const].map((usage, index) =>
      response(index, `r${index}`, usage),
    )
    const outputs = [...readLines(told).recording.responses.values()].map(({ counts }) => counts.output)
    expect(outputs).toEqual([203, 50, 30])
  })

  it('of agents, compressions and memory fill no context of the session', () => {
    const { recording } = readLines([
      response(1, 'a', USAGE),
      response(2, 'b', LATER, { prompt_id: 'compress-1' }),
      response(3, 'c', LATER, { subagent_id: 'x-1', prompt_id: `${SESSION}#x-1#0` }),
    ])
    const told = recording.of('response').map(([response]) => response as ModelResponse)
    expect(told.map(({ contextUsed, sidechain }) => [contextUsed, sidechain])).toEqual([
      [5003, false],
      [undefined, false],
      [undefined, true],
    ])
  })
})

describe('a branched session', () => {
  const forkedFrom = { sessionId: 'origin', messageUuid: 'm' }
  const copied = [
    { ...user(1, 'copied'), forkedFrom },
    { ...response(2, 'r', USAGE), forkedFrom },
    { ...response(3, 's', USAGE, { subagent_id: 'x-1' }), forkedFrom },
  ]
  const { recording } = readLines([...copied, user(9, 'own')])

  it('names the session that it continues', () => {
    expect(recording.of('forkedFrom')).toEqual([['origin']])
    expect(recording.of('born')).toEqual([[Date.parse(time(9))]])
  })

  it('has the prompts that are its own, and copied tokens by the keys that they had', () => {
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['own'])
    const origin = copied.map((line) => ({ ...line, sessionId: 'origin', forkedFrom: undefined }))
    const there = readLines(origin, { sessionId: 'origin', subagentOf: undefined }).recording
    expect([...recording.responses.keys()]).toEqual([...there.responses.keys()])
  })
})

describe('a turn', () => {
  it('runs tools until the last one has ended', () => {
    const { recording } = readLines([
      user(1, 'hi'),
      assistant(2, calls('a', 'b')),
      result(3, 'a', 'success'),
      result(4, 'b', 'cancelled'),
      assistant(5, SAYS),
    ])
    expect(phases(recording)).toBe('model-working tool-running model-working done')
    expect(recording.of('toolResult').map((told) => told.slice(0, 2).join(' '))).toEqual([
      'a ok',
      'b rejected',
    ])
    expect(recording.of('file')).toEqual([['/home/dev/app/a.txt', 'write']])
  })

  it('is not over while the model only thinks', () => {
    const { recording } = readLines([user(1, 'hi'), assistant(2, [{ text: 'hm', thought: true }])])
    expect(recording.lastPhase).toBe('model-working')
  })

  it('fails with its request, and not with an agent’s', () => {
    const failed = (fields: object) =>
      telemetry(2, 'api_error', { error_message: '401 no', status_code: 401, ...fields })
    const { recording } = readLines([user(1, 'hi'), failed({})])
    expect(recording.errors).toEqual([
      { kind: 'api', at: Date.parse(time(2)), message: '401 no', status: 401, blocks: 'signed-out' },
    ])
    expect(recording.lastPhase).toBe('failed')
    expect(readLines([user(1, 'hi'), failed({ subagent_id: 'x' })]).recording.lastPhase).toBe('model-working')
  })

  it('goes on with a notification, which is no prompt', () => {
    const { recording } = readLines([
      user(1, 'hi'),
      assistant(2, SAYS),
      user(3, 'a task ended', { subtype: 'notification', provenance: 'system' }),
    ])
    expect(recording.of('prompt')).toHaveLength(1)
    expect(recording.lastPhase).toBe('model-working')
  })
})

describe('a compression', () => {
  const info = { newTokenCount: 1209, compressionStatus: 1, triggerReason: 'auto' }
  const compression = (fields: object) =>
    record(3, 'system', { subtype: 'chat_compression', systemPayload: { info: { ...info, ...fields } } })

  it('says how full the context is afterwards', () => {
    const { recording } = readLines([compression({})])
    expect(recording.of('compaction')).toEqual([[Date.parse(time(3)), 'auto']])
    expect(recording.of('context')).toEqual([[1209, Date.parse(time(3))]])
  })

  it('that left the history as it was is none', () => {
    const { recording, outcomes } = readLines([user(1, 'hi'), compression({ compressionStatus: 2 })])
    expect(outcomes.at(-1)).toBe('ignored')
    expect(recording.of('compaction')).toEqual([])
  })
})

describe('a title', () => {
  it('is the person’s unless the record says that it was made', () => {
    const title = (second: number, systemPayload: object) =>
      record(second, 'system', { subtype: 'custom_title', systemPayload })
    const { recording } = readLines([
      title(1, { customTitle: 'made', titleSource: 'auto' }),
      title(2, { customTitle: 'given' }),
    ])
    expect(recording.of('title')).toEqual([
      ['assistant', 'made'],
      ['person', 'given'],
    ])
  })
})

describe('a line', () => {
  it('that is broken or of a new kind is said to be so', () => {
    const { outcomes } = readLines([
      '{',
      '7',
      '{}',
      record(1, 'user', { uuid: '' }),
      record(1, 'user', { timestamp: 'soon' }),
      record(1, 'new'),
      record(2, 'new'),
      record(3, 'system', { subtype: 'new' }),
      telemetry(4, 'new'),
    ])
    expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'malformed'))
    expect(outcomes.slice(5)).toEqual(Array.from({ length: 4 }, () => 'unknown'))
  })
})
