import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { providers } from '../../providers/registry.ts'
import { type IndexQueries, openIndexQueries } from '../store/index-queries.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openIndex } from '../store/open-stores.ts'
import { systemClock } from '../system-clock.ts'
import { createInlineIngest } from './inline-ingest.ts'

const ONE = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const THIRD = '33333333-3333-4333-8333-333333333333'

let home: string
let opened: OpenedDatabase | undefined
let queries: IndexQueries

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'copies-'))
})
afterEach(() => {
  opened?.close()
  opened = undefined
  rmSync(home, { recursive: true })
})

interface Answer {
  readonly id: string
  /** Seconds after noon. */
  readonly second: number
  readonly output: number
  /** The session whose process wrote the row, in versions that say so. */
  readonly writtenBy?: string
}

function writeTranscript(path: string, sessionId: string, answers: readonly Answer[]): void {
  const folder = join(home, '.claude', 'projects', '-home-dev-app')
  mkdirSync(join(folder, path, '..'), { recursive: true })
  const lines = answers.map(({ id, second, output, writtenBy }) =>
    JSON.stringify({
      type: 'assistant',
      uuid: `${sessionId}/${id}`,
      sessionId,
      ...(writtenBy && { session_id: writtenBy }),
      isSidechain: path.includes('subagents'),
      timestamp: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(),
      cwd: '/home/dev/app',
      version: '2.1.329',
      message: {
        id,
        role: 'assistant',
        model: 'claude-opus-5-5',
        stop_reason: 'end_turn',
        content: [{ type: 'text', text: 'Done' }],
        usage: { input_tokens: 10, output_tokens: output },
      },
    }),
  )
  writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
}

async function scan(): Promise<void> {
  opened?.close()
  const data = join(home, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  opened = openIndex(data, 'own', systemClock.now)
  if (!opened) throw new Error('no index')
  queries = openIndexQueries(opened.database)
  await createInlineIngest({
    opened,
    providers,
    environment: { platform: 'linux', home, env: {} },
    clock: systemClock,
    logger: { debug() {}, warn() {}, error() {} },
  }).scan()
}

function outputOf(sessionId: string): number | null | undefined {
  return queries.session(`claude-code:${sessionId}`)?.tokens.output
}

describe('responses of one id in several files', () => {
  const first = { id: 'msg_1', second: 1, output: 100 }
  const second = { id: 'msg_2', second: 2, output: 200 }

  it('are one where a copy kept the time', async () => {
    writeTranscript(`${ONE}.jsonl`, ONE, [first, second])
    writeTranscript(`${OTHER}.jsonl`, OTHER, [first, second, { id: 'msg_3', second: 60, output: 7 }])
    await scan()
    expect([outputOf(ONE), outputOf(OTHER)]).toEqual([300, 7])
    expect(queries.session(`claude-code:${OTHER}`)?.forkedFrom).toBe(`claude-code:${ONE}`)
  })

  it('belong to the first of a chain, though each file was copied on as a whole', async () => {
    const third = { id: 'msg_3', second: 60, output: 7 }
    writeTranscript(`${THIRD}.jsonl`, THIRD, [first, second, third, { id: 'msg_4', second: 90, output: 1 }])
    writeTranscript(`${OTHER}.jsonl`, OTHER, [first, second, third])
    writeTranscript(`${ONE}.jsonl`, ONE, [first, second])
    await scan()
    expect([outputOf(ONE), outputOf(OTHER), outputOf(THIRD)]).toEqual([300, 7, 1])
  })

  it('stay with the original that goes on after its copy', async () => {
    const written = [first, second].map((answer) => ({ ...answer, writtenBy: ONE }))
    const later = { id: 'msg_9', second: 90, output: 9, writtenBy: ONE }
    writeTranscript(`${ONE}.jsonl`, ONE, [...written, later])
    writeTranscript(`${OTHER}.jsonl`, OTHER, [
      ...written,
      { id: 'msg_3', second: 60, output: 7, writtenBy: OTHER },
    ])
    await scan()
    expect([outputOf(ONE), outputOf(OTHER)]).toEqual([309, 7])
  })

  it('are several where a server gave the same ids again to another session', async () => {
    writeTranscript(`${ONE}.jsonl`, ONE, [first, second])
    writeTranscript(`${OTHER}.jsonl`, OTHER, [
      { id: 'msg_1', second: 31, output: 100 },
      { id: 'msg_2', second: 32, output: 5 },
    ])
    await scan()
    expect([outputOf(ONE), outputOf(OTHER)]).toEqual([300, 105])
    expect(queries.session(`claude-code:${OTHER}`)?.forkedFrom).toBeNull()
  })

  it('stay apart when the second session comes later', async () => {
    writeTranscript(`${ONE}.jsonl`, ONE, [first, second])
    await scan()
    writeTranscript(`${OTHER}.jsonl`, OTHER, [{ id: 'msg_2', second: 32, output: 5 }])
    await scan()
    expect([outputOf(ONE), outputOf(OTHER)]).toEqual([300, 5])
  })

  it('are one within a session, where a replay has a time of its own', async () => {
    writeTranscript(`${ONE}.jsonl`, ONE, [first, second])
    writeTranscript(`${ONE}/subagents/agent-a1.jsonl`, ONE, [{ ...second, second: 50 }])
    await scan()
    expect(outputOf(ONE)).toBe(300)
  })
})
