import type { Session } from '../../shared/contract/session.ts'
import type { ContextMakeUp, Finding, Timeline } from '../../shared/contract/timeline.ts'
import { compactCount, compactDuration, dollars, percent } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { findingLines, makeUpLines } from '../output/session-course.ts'
import { healthPartLines, NAME_WIDTH, tokensText } from '../output/session-health.ts'
import { bar, contextTone, levelTone, stateCell } from '../output/session-table.ts'
import type { Paint } from '../output/style.ts'
import { fit, padEnd, textWidth } from '../output/text-width.ts'
import { wrap, wrapBehind } from '../output/wrap.ts'
import { timelineGraph } from './graph.ts'

/** What is fetched of one session on top of what its row shows. */
export interface Course {
  readonly id: string
  /** `null` until it is there. */
  readonly timeline: Timeline | null
  readonly makeUp: ContextMakeUp | null
  readonly findings: readonly Finding[] | null
  /** Why its conversation cannot be read; `null` where it can. */
  readonly trouble: string | null
}

/** What lines about a session are made of. */
export interface SessionView {
  readonly session: Session
  readonly course: Course | null
  readonly now: Date
  readonly paint: Paint
  readonly width: number
}

const LEAST_GRAPH_ROWS = 2
const MOST_GRAPH_ROWS = 8
const PAGE_GRAPH_ROWS = 10
const CONTEXT_BAR_CELLS = 16

/** A few lines below the list: the state, the context and the way there, in at most `height` lines. */
export function shortPane(view: SessionView, height: number): string[] {
  const { session, paint, width } = view
  const { text, tone } = stateCell(session.state)
  const reason = fit(`: ${plainText(session.question ?? session.stateReason)}`, width - textWidth(text))
  const toDo = session.recommendations[0]?.text ?? session.burn?.sentence
  const lines = [
    `${paint(tone, text)}${reason}`,
    figuresLine(view),
    ...(toDo === undefined ? [] : [fit(plainText(toDo), width)]),
  ]
  return [...lines, ...contextGraph(view, height - lines.length)].slice(0, height)
}

/** A column beside the list, at most `height` lines high. */
export function tallPane(view: SessionView, height: number): string[] {
  const { session, paint, width } = view
  const lines = [
    ...wrap(plainText(session.title ?? session.id), width)
      .slice(0, 2)
      .map((line) => paint('bold', line)),
    paint('dim', fit(placeOf(session), width)),
    '',
    ...factLines(view),
    ...toDoLines(view),
  ]
  const graph = contextGraph(view, height - lines.length - 1)
  return [...lines, ...(graph.length > 0 ? ['', ...graph] : [])].slice(0, height)
}

/** Everything about a session, as long as it is. */
export function sessionPage(view: SessionView): string[] {
  const { session, course, paint, width } = view
  const { id, cwd, transcript, tags } = session
  return [
    ...wrap(plainText(session.title ?? id), width).map((line) => paint('bold', line)),
    paint('dim', fit(placeOf(session), width)),
    ...(tags.length > 0 ? [paint('dim', fit(`tags: ${plainText(tags.join(', '))}`, width))] : []),
    '',
    ...factLines(view),
    ...row(view, 'All tokens', plainText(tokensText(session))),
    ...toDoLines(view),
    '',
    ...session.health.parts.flatMap((part) => healthPartLines(part, paint, width)),
    ...courseLines(view, course),
    '',
    ...[id, cwd, transcript].flatMap((text) => (text ? [paint('dim', fit(plainText(text), width))] : [])),
  ]
}

function courseLines({ session, paint, width }: SessionView, course: Course | null): string[] {
  if (course?.id !== session.id) return ['', paint('dim', 'Its conversation is being read …')]
  const { timeline, makeUp, findings, trouble } = course
  const size = { width, rows: PAGE_GRAPH_ROWS }
  const graphs = timeline
    ? [timelineGraph(timeline, 'context', size, paint), timelineGraph(timeline, 'tokens', size, paint)]
    : []
  return [
    ...(trouble === null ? [] : ['', ...wrap(plainText(trouble), width).map((line) => paint('warn', line))]),
    ...graphs.flatMap((graph) => (graph.length > 0 ? ['', ...graph] : [])),
    ...(findings ? ['', paint('bold', 'Findings'), ...findingLines(findings, paint, width)] : []),
    ...(makeUp ? ['', ...makeUpLines(makeUp, paint, width)] : []),
  ]
}

function contextGraph({ session, course, paint, width }: SessionView, height: number): string[] {
  if (height < 1 || course?.id !== session.id) return []
  if (course.trouble !== null) return [paint('dim', fit(plainText(course.trouble), width))]
  if (course.timeline === null) return []
  // One line is the heading, and one the signs of compactions.
  const isCompacted = course.timeline.markers.some(({ kind }) => kind === 'compaction')
  const rows = Math.min(MOST_GRAPH_ROWS, height - (isCompacted ? 2 : 1))
  return rows < LEAST_GRAPH_ROWS ? [] : timelineGraph(course.timeline, 'context', { width, rows }, paint)
}

function figuresLine({ session, paint, width }: SessionView): string {
  const { health, costUsd, tokens } = session
  const strip = contextStrip(session, paint)
  const rest = [
    healthText(health),
    tokens.total === null ? '' : `${compactCount(tokens.total)} tokens`,
    costUsd.value === null ? '' : dollars(costUsd.value),
  ].filter((part) => part !== '')
  return `${strip.text}${paint('dim', fit(`  ${rest.join('  ')}`, width - strip.columns))}`
}

function contextStrip(session: Session, paint: Paint): { text: string; columns: number } {
  const { used, limit, ratio } = session.context
  if (used === null) return { text: 'context unknown', columns: 15 }
  const of = limit === null ? '' : ` of ${compactCount(limit)}`
  const counts = `${compactCount(used)}${of}`
  if (ratio === null) return { text: counts, columns: counts.length }
  const strip = `${bar(ratio, CONTEXT_BAR_CELLS)} ${percent(ratio)}`
  return {
    text: `${paint(contextTone(session), strip)}  ${counts}`,
    columns: strip.length + 2 + counts.length,
  }
}

function healthText({ score, level }: Session['health']): string {
  return score === null ? 'health not scored' : `health ${score}, ${level}`
}

/** Where a session belongs, in one line. */
export function placeOf({ provider, project, gitBranch, model }: Session): string {
  const parts = [provider, project, gitBranch, model].filter((part) => part !== null)
  return plainText(parts.join(' · '))
}

function factLines(view: SessionView): string[] {
  const { session, paint, now } = view
  const { question, burn, tokens, costUsd, durationMs, startedAt, health } = session
  const state = stateCell(session.state)
  const cost = costUsd.value === null ? 'cost unknown' : `${dollars(costUsd.value)} (${costUsd.source})`
  const total = tokens.total === null ? 'unknown' : `${compactCount(tokens.total)} ${tokens.source}`
  const age = startedAt === null ? '' : `, began ${compactDuration(now.getTime() - startedAt.getTime())} ago`
  return [
    ...row(view, 'State', plainText(session.stateReason), {
      text: `${paint(state.tone, state.text)}: `,
      columns: textWidth(state.text) + 2,
    }),
    ...(question === null ? [] : row(view, 'Asks', plainText(question))),
    `${name('Context')}${contextStrip(session, paint).text}`,
    ...row(view, 'Tokens', `${total}, ${cost}`),
    ...(burn === null ? [] : row(view, 'Burns', plainText(burn.sentence))),
    ...row(
      view,
      'Work',
      `${session.messages} messages, ${session.toolCalls} tool calls, ${session.toolErrors} of them failed, ` +
        `${session.errors} errors, ${session.compactions} compactions`,
    ),
    ...(durationMs === null ? [] : row(view, 'Lasted', `${compactDuration(durationMs)}${age}`)),
    `${name('Health')}${paint(levelTone(health.level), health.score === null ? 'not scored' : `${health.score} of 100, ${health.level}`)}`,
  ]
}

function toDoLines({ session: { recommendations }, paint, width }: SessionView): string[] {
  if (recommendations.length === 0) return []
  return [
    '',
    paint('bold', 'What to do'),
    ...recommendations.flatMap(({ text }) => wrapBehind('• ', 2, plainText(text), width)),
  ]
}

const NO_LEAD = { text: '', columns: 0 }

function row(
  { width }: SessionView,
  title: string,
  text: string,
  lead: { readonly text: string; readonly columns: number } = NO_LEAD,
): string[] {
  const indent = NAME_WIDTH + 1
  const [first = '', ...rest] = wrap(text, Math.max(1, width - indent - lead.columns))
  // What did not fit beside the lead has the whole width below it.
  const below = wrap(rest.join(' '), Math.max(1, width - indent))
  return [
    `${name(title)}${lead.text}${first}`,
    ...(rest.length > 0 ? below.map((line) => ' '.repeat(indent) + line) : []),
  ]
}

function name(title: string): string {
  return `${padEnd(title, NAME_WIDTH)} `
}
