/** What a made-up Codex session says of itself. */
export interface Rollout {
  readonly threadId: string
  readonly prompt?: string
  readonly cwd?: string
  readonly branch?: string
  readonly model?: string
  readonly at?: Date
  /** How its last turn stands; a turn that is over has tokens. */
  readonly turn?: 'done' | 'running'
}

/** A rollout of one turn as Codex 0.169 writes it, reduced to the records that say something. */
export function rolloutText(rollout: Rollout): string {
  const {
    threadId,
    prompt = 'fix the parser',
    cwd = '/home/dev/app',
    branch = 'main',
    model = 'gpt-5.5',
  } = rollout
  const { at = new Date('2026-11-20T10:00:00Z'), turn = 'done' } = rollout
  const turnId = `turn-of-${threadId}`
  const usage = { input_tokens: 1_000, cached_input_tokens: 400, output_tokens: 50, total_tokens: 1_050 }
  const records: readonly (readonly [type: string, payload: object])[] = [
    [
      'session_meta',
      {
        id: threadId,
        session_id: threadId,
        cwd,
        originator: 'codex_exec',
        cli_version: '0.169.0',
        git: { branch },
      },
    ],
    ['event_msg', { type: 'task_started', turn_id: turnId, model_context_window: 258_400 }],
    ['turn_context', { turn_id: turnId, cwd, model }],
    [
      'event_msg',
      {
        type: 'item_completed',
        turn_id: turnId,
        item: { type: 'UserMessage', id: 'i1', content: [{ type: 'text', text: prompt }] },
      },
    ],
  ]
  const ending: typeof records = [
    [
      'token_usage_record',
      { thread_id: threadId, turn_id: turnId, response_id: `response-of-${threadId}`, usage },
    ],
    ['event_msg', { type: 'task_complete', turn_id: turnId, last_agent_message: 'Done' }],
  ]
  return [...records, ...(turn === 'done' ? ending : [])]
    .map(([type, payload], ordinal) =>
      JSON.stringify({ timestamp: at.toISOString(), ordinal, type, payload }),
    )
    .map((line) => `${line}\n`)
    .join('')
}
