import { createHash } from 'node:crypto'
import type { ProcessTable } from '../src/core/ports.ts'
import { claudeProcess, FIRST_PID, processTableOf, writeClaim } from './made-up-processes.ts'
import { type Home, rolloutPath, write } from './terminal/home.ts'
import { rolloutText } from './terminal/rollout.ts'

const LONGEST_NAME_BYTES = 120

/**
 * Two sessions for every payload, one of Claude Code and one of Codex, that hold it wherever a transcript holds text.
 * Claude Code's are running, so that the word for what they wait for is shown too.
 */
export function layHostileHome(home: Home, payloads: readonly string[], now: Date): ProcessTable {
  const processes = payloads.map((payload, index) => {
    const sessionId = idOf('claude-code', index)
    const folder = `.claude/projects/${asFileName(`-home-dev-${payload}`)}`
    write(home, `${folder}/${sessionId}.jsonl`, claudeTranscript(payload, sessionId, now))
    const threadId = idOf('codex', index)
    const rollout = { prompt: payload, cwd: `/home/dev/${payload}`, branch: payload, model: payload }
    write(home, rolloutPath(threadId), rolloutText({ threadId, at: now, ...rollout }))
    const pid = FIRST_PID + index
    writeClaim(home, pid, sessionId, { cwd: `/home/dev/${payload}`, ...claimOf(index, payload) })
    return claudeProcess(pid, sessionId, now)
  })
  return processTableOf(processes)
}

/** Half of the sessions wait for what the payload says; the other half ended with it as their error. */
function claimOf(index: number, payload: string): object {
  return index % 2 === 0 ? { status: 'waiting', waitingFor: payload } : { status: 'idle' }
}

function claudeTranscript(payload: string, sessionId: string, now: Date): string {
  const row = (second: number, type: string, fields: object) => ({
    parentUuid: null,
    isSidechain: false,
    type,
    uuid: `${type}-${second}-of-${sessionId}`,
    timestamp: new Date(now.getTime() - 60_000 + second * 1_000).toISOString(),
    sessionId,
    cwd: `/home/dev/${payload}`,
    version: payload,
    gitBranch: payload,
    ...fields,
  })
  const usage = {
    input_tokens: 10,
    cache_read_input_tokens: 20,
    cache_creation_input_tokens: 30,
    output_tokens: 40,
  }
  const answer = (second: number, model: string, block: object, fields: object = {}) =>
    row(second, 'assistant', {
      message: {
        id: `msg_${second}_${sessionId}`,
        type: 'message',
        role: 'assistant',
        model,
        content: [block],
        stop_reason: 'end_turn',
        usage,
      },
      requestId: `req_${second}_${sessionId}`,
      ...fields,
    })
  const read = {
    type: 'tool_use',
    id: `toolu_${payload}`,
    name: 'Read',
    input: { file_path: `/srv/${payload}` },
  }
  const shown = {
    type: 'text',
    text: `\`\`\`tsx\nconst shown = 1\n${payload}\n\`\`\`\n\`\`\`${payload}\n${payload}`,
  }
  const unknownTool = { type: 'tool_use', id: 'toolu_2', name: payload, input: { [payload]: payload } }
  const failure = { tool_use_id: 'toolu_2', type: 'tool_result', content: payload, is_error: true }
  const records = [
    row(0, 'user', { message: { role: 'user', content: payload } }),
    answer(1, payload, read),
    answer(2, `other ${payload}`, unknownTool),
    answer(2, payload, shown),
    row(3, 'user', { message: { role: 'user', content: [failure] } }),
    row(4, 'system', { subtype: 'api_error', error: { message: payload, status: 500 }, retryAttempt: 1 }),
    { type: 'ai-title', aiTitle: payload, sessionId },
    { type: payload, sessionId },
    answer(
      5,
      '<synthetic>',
      { type: 'text', text: payload },
      { isApiErrorMessage: true, error: 'rate_limit' },
    ),
  ]
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function idOf(provider: string, index: number): string {
  const hex = createHash('sha256').update(`${provider} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** As much of a text as every file system takes for a name. */
function asFileName(text: string): string {
  const refused = process.platform === 'win32' ? /[\u0000-\u001f<>:"/\\|?*]/g : /[\u0000/]/g
  const name = text.replace(refused, '_').toWellFormed()
  return Buffer.from(name).subarray(0, LONGEST_NAME_BYTES).toString().replaceAll('\ufffd', '_')
}
