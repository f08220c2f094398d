/** What a made-up long session of Claude Code says of itself. */
export interface LongTranscript {
  readonly sessionId: string
  readonly cwd: string
  readonly title: string
  readonly endsAt: Date
  readonly messages: number
  /** Stands in one of the prompts. */
  readonly secret: string
}

/** Messages of one turn: a prompt, a call, its result, an answer. */
const OF_A_TURN = 4
const SECONDS_OF_A_TURN = 4
/** Turns from the end whose call fails, each time the same. */
const FAILING_TURNS = 6
/** Turns from the end whose request was refused, in place of an answer. */
const REFUSED_TURNS = 40
const WINDOW_USED = 198_500
const MODEL = 'claude-opus-4-1-20250805'

export const FAILING_COMMAND = 'npm test -- import'
export const FIRST_PROMPT = 'Make the importer stream.'
export const LAST_ANSWER = 'The importer streams, but one test still fails.'

/** A session that fills its window, fails the same way again and again, and goes on for hours, as 2.1.329 would write it. */
export function longTranscript(session: LongTranscript): string {
  const turns = Math.floor(session.messages / OF_A_TURN)
  const lines: string[] = [
    JSON.stringify({ type: 'ai-title', aiTitle: session.title, sessionId: session.sessionId }),
  ]
  for (let turn = 0; turn < turns; turn++) {
    for (const record of turnOf(session, turn, turns - turn)) lines.push(JSON.stringify(record))
  }
  return `${lines.join('\n')}\n`
}

function turnOf(session: LongTranscript, turn: number, fromEnd: number): readonly object[] {
  const { sessionId, cwd, endsAt } = session
  const used = Math.round(WINDOW_USED / (1 + (fromEnd - 1) / 400))
  const record = (step: number, type: string, fields: object) => ({
    parentUuid: null,
    isSidechain: false,
    type,
    uuid: `${turn}-${step}-of-${sessionId}`,
    timestamp: new Date(endsAt.getTime() - (fromEnd * SECONDS_OF_A_TURN - step) * 1_000).toISOString(),
    sessionId,
    cwd,
    version: '2.1.329',
    gitBranch: 'stream-import',
    ...fields,
  })
  const answer = (step: number, block: object, stopReason: string) =>
    record(step, 'assistant', {
      requestId: `req_${turn}_${step}`,
      message: {
        id: `msg_${turn}_${step}`,
        type: 'message',
        role: 'assistant',
        model: MODEL,
        content: [block],
        stop_reason: stopReason,
        usage: {
          input_tokens: 4,
          cache_read_input_tokens: used,
          cache_creation_input_tokens: 300,
          output_tokens: 60,
        },
      },
    })
  const isFailing = fromEnd <= FAILING_TURNS
  const call = isFailing
    ? { name: 'Bash', input: { command: FAILING_COMMAND } }
    : { name: 'Read', input: { file_path: `${cwd}/src/part-${turn}.ts` } }
  const result = isFailing
    ? { content: 'FAIL src/import/read.test.ts\n  expected 3 rows, got 2', is_error: true }
    : { content: `export const part = ${turn}\n` }
  const id = `toolu_${turn}`
  const isRefused = fromEnd <= REFUSED_TURNS && fromEnd > FAILING_TURNS
  return [
    record(0, 'user', { message: { role: 'user', content: promptOf(session, turn) } }),
    answer(1, { type: 'tool_use', id, ...call }, 'tool_use'),
    record(2, 'user', {
      message: { role: 'user', content: [{ tool_use_id: id, type: 'tool_result', ...result }] },
    }),
    isRefused
      ? refusal(record, turn)
      : answer(3, { type: 'text', text: answerOf(turn, fromEnd) }, 'end_turn'),
  ]
}

function promptOf({ secret }: LongTranscript, turn: number): string {
  if (turn === 0) return FIRST_PROMPT
  return turn === 1 ? `Use the token ${secret} for the registry.` : `Go on with part ${turn}.`
}

function answerOf(turn: number, fromEnd: number): string {
  if (fromEnd === 1) return LAST_ANSWER
  return `Part ${turn} is done:\n\n\`\`\`ts\nexport const part = ${turn} // of the importer\n\`\`\``
}

function refusal(record: (step: number, type: string, fields: object) => object, turn: number): object {
  return record(3, 'assistant', {
    isApiErrorMessage: true,
    error: 'server_error',
    message: {
      id: `refusal_${turn}`,
      type: 'message',
      role: 'assistant',
      model: '<synthetic>',
      content: [{ type: 'text', text: 'API Error: 529 overloaded' }],
      stop_reason: 'stop_sequence',
      usage: {
        input_tokens: 0,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
        output_tokens: 0,
      },
    },
  })
}
