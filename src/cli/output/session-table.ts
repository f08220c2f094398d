import type { HealthLevel, Session, SessionState } from '../../shared/contract/session.ts'
import { compactCount, compactDuration, dollars, percent } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { Paint, Tone } from './style.ts'
import { type Cell, type Column, renderTable } from './table.ts'

const COLUMNS: readonly Column[] = [
  { title: 'STATE', leaveOrder: 0 },
  { title: 'SESSION', leaveOrder: 0 },
  { title: 'TITLE', leaveOrder: 0, shrinkTo: 14, comfortable: 28 },
  { title: 'PROJECT', leaveOrder: 5, shrinkTo: 10 },
  { title: 'MODEL', leaveOrder: 9, shrinkTo: 12 },
  { title: 'CONTEXT', leaveOrder: 1 },
  { title: 'TOKENS', align: 'right', leaveOrder: 4 },
  { title: 'COST', align: 'right', leaveOrder: 6 },
  { title: 'HEALTH', align: 'right', leaveOrder: 2 },
  { title: 'AGE', align: 'right', leaveOrder: 3 },
]

const BAR_CELLS = 8
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** Shape and colour together: colour alone says nothing to many eyes and to a pipe. */
const STATES: Readonly<Record<SessionState, { glyph: string; tone: Tone }>> = {
  stuck: { glyph: '■', tone: 'bad' },
  waiting: { glyph: '◆', tone: 'warn' },
  working: { glyph: '●', tone: 'good' },
  idle: { glyph: '○', tone: 'plain' },
  ended: { glyph: '·', tone: 'dim' },
}

const LEVELS: Readonly<Record<HealthLevel, Tone>> = {
  healthy: 'good',
  warning: 'warn',
  critical: 'bad',
  unscored: 'dim',
}

export function levelTone(level: HealthLevel): Tone {
  return LEVELS[level]
}

/** One line a session, as wide as the terminal allows. */
export function sessionTable(sessions: readonly Session[], now: Date, width: number, paint: Paint): string[] {
  const shortIds = shortenIds(sessions.map((session) => session.id))
  const rows = sessions.map((session, index) => sessionRow(session, shortIds[index] ?? session.id, now))
  return renderTable(COLUMNS, rows, width, paint)
}

/** How many sessions are in which state, the most urgent first. */
export function stateSummary(sessions: readonly Session[]): string {
  return Object.keys(STATES)
    .map((state) => ({ state, count: sessions.filter((session) => session.state === state).length }))
    .flatMap(({ state, count }) => (count > 0 ? `${count} ${state}` : []))
    .join(', ')
}

/** What a row may show of a session. */
export interface SessionCells {
  readonly state: Cell
  readonly title: Cell
  readonly project: Cell
  readonly model: Cell
  readonly context: Cell
  readonly tokens: Cell
  readonly cost: Cell
  readonly health: Cell
  readonly age: Cell
}

export function sessionCells(session: Session, now: Date): SessionCells {
  const { state, lastActivityAt, health } = session
  const quiet: Tone = state === 'ended' ? 'dim' : 'plain'
  const tokens = session.tokens.total
  const cost = session.costUsd.value
  return {
    state: stateCell(state),
    title: { text: plainText(session.title ?? '(no prompt yet)'), tone: quiet },
    project: { text: plainText(session.project ?? '–'), tone: quiet },
    model: { text: plainText(session.model ?? '–'), tone: 'dim' },
    context: contextCell(session),
    tokens: { text: tokens === null ? '?' : compactCount(tokens), tone: quiet },
    cost: { text: cost === null ? '?' : dollars(cost), tone: quiet },
    health: { text: health.score === null ? '–' : `${health.score}`, tone: levelTone(health.level) },
    age: {
      text: lastActivityAt ? compactDuration(now.getTime() - lastActivityAt.getTime()) : '–',
      tone: quiet,
    },
  }
}

/** The state as shape, colour and word. */
export function stateCell(state: SessionState): Required<Cell> {
  const { glyph, tone } = STATES[state]
  return { text: `${glyph} ${state}`, tone }
}

function sessionRow(session: Session, shortId: string, now: Date): Cell[] {
  const { state, title, project, model, context, tokens, cost, health, age } = sessionCells(session, now)
  const id: Cell = { text: shortId, tone: 'info' }
  return [state, id, title, project, model, context, tokens, cost, health, age]
}

/** The bar takes its colour from the part of health that looks at the context: the core decides, not the bar. */
function contextCell(session: Session): Cell {
  const { ratio, used } = session.context
  if (ratio === null)
    return { text: used === null ? unknownOf(session.context) : compactCount(used), tone: 'dim' }
  return { text: `${bar(ratio)} ${percent(ratio).padStart(4)}`, tone: contextTone(session) }
}

export function contextTone({ health }: Pick<Session, 'health'>): Tone {
  return levelTone(health.parts.find(({ name }) => name === 'tokenUsage')?.level ?? 'unscored')
}

/** A size that somebody told is worth a word, also where it is not known how much is in use. */
function unknownOf({ limit, limitSource }: Session['context']): string {
  return limit !== null && limitSource === 'reported' ? `? of ${compactCount(limit)}` : '?'
}

export function bar(ratio: number, cells: number = BAR_CELLS): string {
  const eighths = Math.round(Math.min(1, Math.max(0, ratio)) * cells * 8)
  const full = '█'.repeat(Math.floor(eighths / 8))
  return (full + (EIGHTHS[eighths % 8] ?? '')).padEnd(cells, '░')
}

/** Shortest beginnings of the ids that still tell these sessions apart, at least eight characters of the session's own. */
export function shortenIds(ids: readonly string[]): string[] {
  const own = ids.map((id) => plainText(id.slice(id.indexOf(':') + 1)))
  return own.map((id, index) => {
    for (let length = 8; length < id.length; length++) {
      const start = id.slice(0, length)
      if (!own.some((other, otherIndex) => otherIndex !== index && other.startsWith(start))) return start
    }
    return id
  })
}
