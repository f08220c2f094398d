import type { ContextFile } from './context-file.ts'

type Cell = string | number | null

const COLUMNS: readonly (readonly [name: string, of: (file: ContextFile) => Cell])[] = [
  ['id', ({ session }) => session.id],
  ['provider', ({ session }) => session.provider],
  ['title', ({ session }) => session.title],
  ['project', ({ session }) => session.project],
  ['folder', ({ session }) => session.cwd],
  ['branch', ({ session }) => session.gitBranch],
  ['model', ({ session }) => session.model],
  ['state', ({ session }) => session.state],
  ['started_at', ({ session }) => session.startedAt],
  ['last_activity_at', ({ session }) => session.lastActivityAt],
  [
    'duration_s',
    ({ session }) => (session.durationMs === null ? null : Math.round(session.durationMs / 1000)),
  ],
  ['health_score', ({ health }) => health.score],
  ['health_level', ({ health }) => health.level],
  ['context_used', ({ context }) => context.used],
  ['context_limit', ({ context }) => context.limit],
  ['uncached_input_tokens', ({ tokens }) => tokens.uncachedInput],
  ['cache_read_tokens', ({ tokens }) => tokens.cacheRead],
  ['cache_write_tokens', ({ tokens }) => tokens.cacheWrite],
  ['output_tokens', ({ tokens }) => tokens.output],
  ['total_tokens', ({ tokens }) => tokens.total],
  ['tokens_source', ({ tokens }) => tokens.source],
  ['cost_usd', ({ costUsd }) => costUsd.value],
  ['messages', ({ session }) => session.messages],
  ['tool_calls', ({ session }) => session.toolCalls],
  ['errors', ({ session }) => session.errors],
  ['tool_errors', ({ session }) => session.toolErrors],
  ['compactions', ({ session }) => session.compactions],
  ['files', ({ files }) => files.length],
  ['tags', ({ tags }) => tags.join(' ')],
  ['note', ({ note }) => note],
]

/** One row for each context, below a row of names (RFC 4180, CRLF). Numbers that are not known are empty. */
export function csvOf(files: readonly ContextFile[]): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...files.map((file) => COLUMNS.map(([, of]) => cell(of(file)))),
  ]
  return rows.map((row) => `${row.join(',')}\r\n`).join('')
}

/** Spreadsheets run what begins so as a formula, also behind blanks, and take full-width signs for the usual ones. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\n|%＝＋－＠]/u

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const inert = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n;\t]|^'/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
