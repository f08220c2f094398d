import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Session } from '../../src/shared/contract/session.ts'
import { listJson, ownSessions } from './answers.ts'
import { type StandIn, type StandInParts, startStandIn, startTicks } from './assistants.ts'
import { copyInto, type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const claudeFixtures = join(import.meta.dirname, '../../src/providers/claude-code/fixtures')
/** A session that did its work, of the real program. */
const transcript = join(claudeFixtures, 'real/slow-bash.jsonl')
const sessionId = /"sessionId":"([0-9a-f-]{36})"/.exec(readFileSync(transcript, 'utf8'))?.[1] ?? ''
const standIns = ['/bin/sleep', '/usr/bin/tail'] as const
const canRun = process.platform === 'linux' && standIns.every((program) => existsSync(program))

let home: Home
let running: StandIn[]
beforeEach(() => {
  home = makeHome()
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((standIn) => standIn.kill()))
  home.remove()
})

async function start(parts: StandInParts): Promise<StandIn> {
  const standIn = await startStandIn(home, parts)
  running.push(standIn)
  return standIn
}

function startClaude(): Promise<StandIn> {
  return start({
    program: '/bin/sleep',
    path: '.local/share/claude/versions/2.1.329',
    argv0: 'claude',
    args: ['600'],
    cwd: join(home.path, 'app'),
  })
}

function placeTranscript(): void {
  copyInto(home, transcript, `.claude/projects/-home-dev-app/${sessionId}.jsonl`)
}

/** Writes the registry file that the real program wrote in one of its states, for another process. */
function register(pid: number, state: string, changes: object = {}): void {
  const recorded = readFileSync(
    join(claudeFixtures, `generated/live-state/sessions/22688.${state}.json`),
    'utf8',
  )
  const record = z.record(z.string(), z.unknown()).parse(JSON.parse(recorded))
  const entry = { ...record, pid, sessionId, procStart: startTicks(pid), ...changes }
  write(home, `.claude/sessions/${pid}.json`, JSON.stringify(entry))
}

/** Sessions that have to do with a home: by their transcript or by one of the processes that were started. */
async function look(): Promise<readonly Session[]> {
  const answer = await listJson(home)
  const pids = new Set<number | null>(running.map(({ pid }) => pid))
  const own = new Set(ownSessions(home, answer))
  return answer.sessions.filter((session) => own.has(session) || (session.pid && pids.has(session.pid)))
}

async function lookAtOne(): Promise<Session | undefined> {
  const found = await look()
  expect(found).toHaveLength(1)
  return found[0]
}

describe.runIf(canRun)('a running Claude Code', () => {
  it('is in the state that its registry says, at once, until it is killed', async () => {
    placeTranscript()
    const { pid, kill } = await startClaude()
    const states = [
      ['busy', 'working'],
      ['waiting-input_needed', 'waiting'],
      ['shell', 'idle'],
    ] as const
    for (const [recorded, state] of states) {
      register(pid, recorded)
      const session = await lookAtOne()
      expect(session).toMatchObject({ id: `claude-code:${sessionId}`, pid, state, certainty: 'certain' })
      expect(basename(session?.transcript ?? '')).toBe(`${sessionId}.jsonl`)
      if (state === 'waiting') expect(session?.stateReason).toContain('input needed')
    }

    await kill()
    expect(existsSync(join(home.path, `.claude/sessions/${pid}.json`)), 'a killed one leaves it').toBe(true)
    expect(await lookAtOne()).toMatchObject({ state: 'ended', pid: null, certainty: 'none' })
  })

  it('is not another process that got its pid later', async () => {
    placeTranscript()
    const { pid } = await startClaude()
    register(pid, 'busy', { procStart: '1' })
    const sessions = await look()
    expect(sessions.find(({ id }) => id.endsWith(sessionId))).toMatchObject({ state: 'ended', pid: null })
    // It runs nevertheless, whatever it does.
    expect(sessions.find((session) => session.pid === pid)).toMatchObject({ transcript: null })
  })

  it('is there before it has a transcript, and no other program is', async () => {
    const { pid } = await startClaude()
    const folder = join(home.path, 'claude')
    const vim = await start({
      program: '/usr/bin/tail',
      path: 'bin/vim',
      argv0: 'vim',
      args: ['-f', 'claude.md', write(home, 'claude/codex', '')],
      cwd: folder,
    })
    const found = await look()
    expect(found.map((session) => session.pid)).toEqual([pid])
    expect(found[0]).toMatchObject({ provider: 'claude-code', cwd: join(home.path, 'app'), transcript: null })
    expect(vim.pid).not.toBe(pid)
  })
})

describe.runIf(canRun)('a running Codex', () => {
  const threadId = '01a1fb7f-0000-7000-8000-000000000001'

  it('runs the session whose rollout it holds open, until it ends', async () => {
    const rollout = write(home, rolloutPath(threadId), '')
    const { pid, kill } = await start({
      program: '/usr/bin/tail',
      path: 'bin/codex',
      argv0: 'codex',
      args: ['-f', rollout],
      cwd: join(home.path, 'elsewhere'),
    })
    // Written while the process runs; a moment after its end this turn is still fresh, and goes on in no process.
    const text = rolloutText({ threadId, cwd: '/home/dev/app', at: new Date(), turn: 'running' })
    write(home, rolloutPath(threadId), text)
    expect(await lookAtOne()).toMatchObject({
      id: `codex:${threadId}`,
      pid,
      state: 'working',
      certainty: 'certain',
      cwd: '/home/dev/app',
      transcript: rollout,
    })
    await kill()
    expect(await lookAtOne()).toMatchObject({ state: 'ended', pid: null, certainty: 'none' })
  })
})
