import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { geminiBeside } from './beside.ts'
import { oldChats } from './documents.ts'
import {
  answer,
  fixturePath,
  header,
  prompt,
  SESSION,
  thirdPartyPath,
  time,
  tokens,
} from './testing/chats.ts'

const REAL = fixturePath('real/v0.35.0/tmp/cli-p/chats/session-2026-11-21T07-43-450ec918.json')
const truthSchema = z.object({
  totals: z.object({
    agent: z.object({
      requests: z.number(),
      input: z.number(),
      output: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
    }),
  }),
  toolCalls: z.array(z.object({ name: z.string() })),
})

function read(path: string, content?: unknown) {
  const onDisk = documentFile(path, `app/chats/${basename(path)}`)
  const file =
    content === undefined ? onDisk : { ...onDisk, bytes: () => Buffer.from(JSON.stringify(content)) }
  const [session] = oldChats.sessions(file)
  if (!session) throw new Error('no chat')
  const { sink, recording } = recordingSink()
  const outcomes = oldChats.read(file, session, sink)
  expect(complaintsAbout(recording.calls)).toEqual([])
  return { session, recording, outcomes }
}

describe('a chat that Gemini CLI 0.35.0 wrote', () => {
  const { totals, toolCalls } = truthSchema.parse(
    JSON.parse(readFileSync(fixturePath('real/v0.35.0/expected.json'), 'utf8')),
  )
  const { session, recording, outcomes } = read(REAL)

  it('has the tokens that the server told', () => {
    const { agent } = totals
    expect(recording.sums).toEqual({
      // The protocol has no tokens written to the cache: the server sent them as plain input.
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(9695)
  })

  it('tells what was done', () => {
    expect(session.sessionId).toBe('450ec918-41ed-44ca-8a5e-79300329da6b')
    expect(recording.of('prompt').map(([text]) => text)).toEqual([
      'Read notes.txt and tell me the requirements',
    ])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(toolCalls.map(({ name }) => name))
    expect(recording.of('file')).toEqual([['/home/dev/code/cli-p/notes.txt', 'read']])
    expect(recording.of('model')).toEqual([['gemini-3-flash-preview']])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toEqual({ used: 4, ignored: 0, unknown: 0, malformed: 0 })
  })

  it('lies beside the name of its folder', () => {
    const files = {
      list: () => undefined,
      read: (path: string) => readFileSync(path, 'utf8'),
      modifiedAt: () => undefined,
    }
    expect(geminiBeside(REAL, files)).toEqual({ cwd: '/home/dev/code/cli-p' })
    expect(geminiBeside(REAL, { ...files, read: () => undefined })).toEqual({})
    expect(geminiBeside(REAL, { ...files, read: () => 'a\nb' })).toEqual({})
  })
})

describe('a document', () => {
  const chat = (messages: readonly unknown[], fields: object = {}) => ({ ...header(fields), messages })

  it('is no session before anybody asked for anything', () => {
    const info = { id: 'i1', timestamp: time(1), type: 'info', content: 'Welcome' }
    expect(() => read(REAL, chat([info]))).toThrow('no chat')
  })

  it.each([[[]], [{}], [{ sessionId: 'a', messages: {} }], [{ messages: [prompt(1, 'u1', 'Go')] }]])(
    'is refused where it is %j',
    (content) => {
      expect(() => read(REAL, content)).toThrow(/no list of messages|no id of a session/)
    },
  )

  it('has a title and a model from its header, and keeps what failed', () => {
    const error = { id: 'e1', timestamp: time(3), type: 'error', content: 'Rate limit exceeded' }
    const { recording, session } = read(
      REAL,
      chat(
        [
          prompt(1, 'u1', 'Go'),
          answer(2, 'a1', 'Ok', { model: undefined, tokens: tokens(10, 0, 5) }),
          error,
          7,
        ],
        {
          summary: 'Go on',
          model: 'gemini-2.5-pro',
        },
      ),
    )
    expect(session.sessionId).toBe(SESSION)
    expect(recording.of('title')).toEqual([['assistant', 'Go on']])
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual(['gemini-2.5-pro'])
    expect(recording.lastPhase).toBe('failed')
  })
})

describe('documents that other projects test with', () => {
  const stated = thirdPartyPath('toktrack/session-abc123.json')
  it.runIf(existsSync(stated))('have the tokens that these state', () => {
    const { recording, session } = read(stated)
    expect(session.sessionId).toBe('abc123')
    expect([...recording.responses.values()].map(({ model, counts }) => [model, counts])).toEqual([
      ['gemini-2.5-pro', { uncachedInput: 80, cacheRead: 20, cacheWrite: 0, output: 80 }],
      ['gemini-2.5-pro', { uncachedInput: 200, cacheRead: 50, cacheWrite: 0, output: 250 }],
    ])
  })

  const tools = thirdPartyPath('agentsview/tool_calls_with_results.json')
  it.runIf(existsSync(tools))('have the messages and tools that these state', () => {
    const { recording, session } = read(tools)
    expect(session.sessionId).toBe('sess-uuid-tool-results')
    expect(recording.of('prompt')).toHaveLength(1)
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['read_file', 'run_command'])
  })

  const system = thirdPartyPath('agentsview/system_messages.json')
  it.runIf(existsSync(system))('are no session where nobody said anything', () => {
    expect(() => read(system)).toThrow('no chat')
  })
})
