import { describe, expect, it } from 'vitest'
import type { DocumentFile } from '../provider.ts'
import { damagedLine } from '../testing/damaged-lines.ts'
import { MUTATIONS } from '../testing/mutations.ts'
import { complainingSink } from '../testing/plausible-calls.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { cursorDatabase } from './documents.ts'
import { answer, COMPOSER_ID, prompt, tool } from './testing/database.ts'

/** Damaged databases to read, beside those of the fixture; each has some damaged records. */
const READINGS = MUTATIONS / 20

const RECORDS: ReadonlyMap<string, Buffer> = new Map(
  Object.entries({
    [`composerData:${COMPOSER_ID}`]: {
      _v: 10,
      name: 'Title',
      createdAt: 1_795_200_000_000,
      lastUpdatedAt: 1_795_200_600_000,
      status: 'error',
      modelConfig: { modelName: 'gpt-5.5' },
      contextTokensUsed: 80_448,
      contextTokenLimit: 200_000,
      promptTokenBreakdown: { totalUsedTokens: 80_448 },
      createdOnBranch: 'main',
      generatingBubbleIds: ['b9'],
      newlyCreatedFiles: ['file:///home/dev/app/n.ts', { uri: { fsPath: '/home/dev/m.ts' } }],
      subagentInfo: { parentComposerId: 'p', rootParentConversationId: 'r' },
      workspaceIdentifier: { uri: { fsPath: '/home/dev/app', scheme: 'file' } },
      fullConversationHeadersOnly: [
        { bubbleId: 'b0', type: 1, createdAt: '2026-11-20T10:00:00.000Z' },
        { bubbleId: 'b1', type: 2 },
        { bubbleId: 'b2', type: 2 },
      ],
      conversation: [prompt({ bubbleId: 'b0' })],
    },
    [`bubbleId:${COMPOSER_ID}:b0`]: prompt({ workspaceUris: ['file:///home/dev/app'] }),
    [`bubbleId:${COMPOSER_ID}:b1`]: tool({
      name: 'edit_file_v2',
      status: 'completed',
      toolCallId: 'call_1',
      rawArgs: '{"target_file":"src/a.ts"}',
    }),
    [`bubbleId:${COMPOSER_ID}:b2`]: answer({
      createdAt: '2026-11-20T10:01:00.000Z',
      modelInfo: { modelName: 'gpt-5.5' },
      tokenCount: { inputTokens: 10, outputTokens: 5 },
      errorDetails: { message: 'Too many requests' },
    }),
  }).map(([key, record]) => [key, Buffer.from(JSON.stringify(record))]),
)

describe('a damaged database', () => {
  it(`is read without a throw, an impossible call, ${READINGS} times`, () => {
    const random = seededRandom(READINGS)
    const others = [...RECORDS.values()]
    const complaints: string[] = []
    const sink = complainingSink(complaints)
    for (let reading = 0; reading < READINGS; reading++) {
      const file: DocumentFile = {
        path: 'state.vscdb',
        folder: '/home/dev',
        textNear: () => undefined,
        namesNear: () => undefined,
        madeAt: 0,
        writtenAt: 0,
        bytes: () => Buffer.alloc(0),
        rows(_sql, ...parameters) {
          const record = RECORDS.get(String(parameters.at(-1)))
          if (!record) return []
          const isDamaged = random.below(2) === 0
          const bytes = isDamaged ? damagedLine(Buffer.from(record), random.pick(others), random) : record
          return [{ empty: 0, text: bytes.toString('utf8') }]
        },
      }
      const session = { sessionId: COMPOSER_ID, subagentOf: undefined, stamp: '' }
      const outcomes = cursorDatabase.read(file, session, sink)
      expect(Object.values(outcomes).some((count) => count > 0)).toBe(true)
    }
    expect(complaints).toEqual([])
  })
})
