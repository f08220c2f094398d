import { appendFileSync } from 'node:fs'
import { type StandIn, startStandIn } from '../terminal/assistants.ts'
import { type Home, rolloutPath, write } from '../terminal/home.ts'

const HOUR = 3_600_000
const WINDOW = 258_400
export const THREAD_ID = '01a1fb7f-0000-7000-8000-0000000000de'

/** A session of Codex that works for five hours already, and whose transcript a test lets grow. */
export interface GrowingSession {
  /** Its context fills, and its requests fail. */
  readonly turnCritical: () => void
  readonly end: () => Promise<void>
}

export async function startGrowingSession(home: Home, cwd: string): Promise<GrowingSession> {
  const rollout = write(home, rolloutPath(THREAD_ID), '')
  const process = await startStandIn(home, {
    program: '/usr/bin/tail',
    path: 'bin/codex',
    argv0: 'codex',
    args: ['-f', rollout],
    cwd,
  })
  let ordinal = 0
  const say = (at: Date, type: string, payload: object): void => {
    appendFileSync(rollout, `${JSON.stringify({ timestamp: at.toISOString(), ordinal, type, payload })}\n`)
    ordinal += 1
  }
  const event = (at: Date, payload: object): void => say(at, 'event_msg', payload)
  const began = new Date(Date.now() - 5 * HOUR)
  say(began, 'session_meta', {
    id: THREAD_ID,
    session_id: THREAD_ID,
    cwd,
    originator: 'codex_exec',
    cli_version: '0.169.0',
    git: { branch: 'main' },
  })
  event(began, { type: 'task_started', turn_id: 't1', model_context_window: WINDOW })
  say(began, 'turn_context', { turn_id: 't1', cwd, model: 'gpt-5.5' })
  event(began, { type: 'user_message', message: 'Port the billing worker' })
  event(began, { type: 'task_complete', turn_id: 't1', last_agent_message: 'Done' })
  // A turn from before the process's start would be one that was cut off.
  event(new Date(), { type: 'task_started', turn_id: 't2', model_context_window: WINDOW })
  event(new Date(), { type: 'user_message', message: 'And now the queue' })
  event(new Date(), tokenCount(40_000))
  return growing(process, event)
}

function growing(process: StandIn, event: (at: Date, payload: object) => void): GrowingSession {
  return {
    turnCritical() {
      const now = new Date()
      event(now, tokenCount(WINDOW - 400))
      for (let attempt = 0; attempt < 12; attempt += 1)
        event(now, { type: 'error', message: `unexpected status 400: attempt ${attempt}` })
      event(now, { type: 'agent_message', message: 'Going on.' })
    },
    end: () => process.kill(),
  }
}

function tokenCount(used: number): object {
  const usage = { input_tokens: used, cached_input_tokens: 0, output_tokens: 100, total_tokens: used + 100 }
  return {
    type: 'token_count',
    info: { total_token_usage: usage, last_token_usage: usage, model_context_window: WINDOW },
  }
}
