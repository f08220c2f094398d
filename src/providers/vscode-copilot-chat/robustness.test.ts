import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damagedLine } from '../testing/damaged-lines.ts'
import { completeLines } from '../testing/transcript-fixtures.ts'
import { MUTATIONS } from '../testing/mutations.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { chatFile } from './documents.ts'
import { BEGIN, chatFileOf, tool } from './testing/chat.ts'

/** Damaged chats to read, beside those of the fixture. */
const READINGS = MUTATIONS / 20
const SESSION = { sessionId: 'chat-1', subagentOf: undefined, stamp: '' }

const JOURNAL = completeLines(
  readFileSync(
    join(
      import.meta.dirname,
      'fixtures/workspaceStorage/0123abcd/chatSessions/c0ffee00-0000-4000-8000-000000000001.jsonl',
    ),
  ),
)
const [FIRST = Buffer.alloc(0), ...CHANGES] = JOURNAL
const WHOLE = Buffer.from(
  JSON.stringify({
    creationDate: BEGIN,
    customTitle: 'Title',
    workingDirectory: 'file:///home/dev/app',
    repoData: { localBranch: 'main' },
    lastMessageDate: BEGIN,
    inputState: { selectedModel: { identifier: 'copilot/a', metadata: { maxInputTokens: 128_000 } } },
    requests: [
      {
        requestId: 'request_c0ffee00-0000-4000-8000-000000000009',
        timestamp: BEGIN,
        message: { parts: [{ text: 'Do it' }] },
        modelId: 'copilot/a',
        response: [
          { kind: 'autoModeResolution', resolved: { id: 'a' } },
          tool({ isConfirmed: { type: 1 }, invocationMessage: { uris: { 'file:///a.ts': {} } } }),
          tool({ toolSpecificData: { terminalCommandState: { exitCode: 1 } } }),
          { kind: 'textEditGroup', uri: { path: '/c:/a.ts', scheme: 'file' } },
        ],
        result: { timings: { totalElapsed: 5 }, metadata: { promptTokens: 10, outputTokens: 5 } },
        modelState: { value: 1, completedAt: BEGIN + 5 },
        isCanceled: false,
      },
      { message: 'Again', result: { errorDetails: { message: 'No', isQuotaExceeded: true } } },
    ],
  }),
)

describe('a damaged chat', () => {
  it(`is refused or read without an impossible call, ${READINGS} times`, () => {
    const random = seededRandom(READINGS)
    const complaints: string[] = []
    const sink = complainingSink(complaints)
    const refusals = new Set<string>()
    let read = 0
    for (let reading = 0; reading < READINGS; reading++) {
      const changes = CHANGES.map((line) =>
        random.below(3) === 0 ? damagedLine(Buffer.from(line), random.pick(JOURNAL), random) : line,
      )
      const journal = Buffer.concat([FIRST, ...changes].flatMap((line) => [line, Buffer.from('\n')]))
      const whole = damagedLine(Buffer.from(WHOLE), random.pick(JOURNAL), random)
      for (const file of [chatFileOf(journal, 'w/chatSessions/a.jsonl'), chatFileOf(whole)]) {
        try {
          chatFile.read(file, SESSION, sink)
          read++
        } catch (cause) {
          refusals.add(String(cause))
        }
      }
    }
    expect(complaints).toEqual([])
    expect([...refusals]).toEqual(['Error: it is no JSON object'])
    expect(read).toBeGreaterThan(READINGS)
    expect('polluted' in {}).toBe(false)
  })
})
