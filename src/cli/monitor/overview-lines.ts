import type { Overview, Usage } from '../../shared/contract/overview.ts'
import { compactCount, dollars } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { bar } from '../output/session-table.ts'
import type { Paint } from '../output/style.ts'
import { fit, padEnd } from '../output/text-width.ts'
import { chartColumns, columnChart } from './graph.ts'

/** Days that the monitor sums up, today included. */
export const OVERVIEW_DAYS = 30
const LEAD_COLUMNS = 11
const CHART_ROWS = 8
/** Columns of the terminal, with the gap behind it. */
const WIDEST_COLUMN = 6
const MOST_NAMES = 8
const NAME_COLUMNS = 26
const BAR_CELLS = 16
/** Tokens and dollars, with their gaps. */
const COUNT_COLUMNS = 18
const LEAST_COLUMNS_FOR_BARS = 48

/** What was used by hour and by day, and by whom, as long as it is. */
export function overviewPage(overview: Overview, width: number, paint: Paint): string[] {
  const { today, lastHour, hours, days, providers, models, projects } = overview
  return [
    `${paint('bold', 'Today')}      ${fit(usageText(today), width - LEAD_COLUMNS)}`,
    `${paint('bold', 'Last hour')}  ${fit(usageText(lastHour), width - LEAD_COLUMNS)}`,
    ...chart('Tokens by hour', hours, ({ start }) => timeOf(start), width, paint),
    ...chart('Tokens by day', days, ({ start }) => dayOf(start), width, paint),
    ...shares('Assistants', providers, ({ provider }) => provider, width, paint),
    ...shares('Models', models, ({ model }) => model, width, paint),
    ...shares('Projects', projects, ({ project }) => project ?? 'no project', width, paint),
  ]
}

function usageText({ tokens, responses, costUsd, unpricedTokens }: Usage): string {
  const unpriced =
    unpricedTokens === 0 ? '' : `, without ${compactCount(unpricedTokens)} tokens of unknown price`
  return `${compactCount(tokens)} tokens in ${compactCount(responses)} answers, ${dollars(costUsd)}${unpriced}`
}

interface Span {
  readonly start: Date
  readonly usage: Usage
}

/** Columns with the beginning of the first and of the last one below them. */
function chart(
  heading: string,
  spans: readonly Span[],
  nameOf: (span: Span) => string,
  width: number,
  paint: Paint,
): string[] {
  const room = chartColumns(width)
  const shown = spans.slice(-Math.max(1, room))
  const [first] = shown
  const last = shown.at(-1)
  if (!first || !last) return []
  const wide = Math.max(1, Math.min(WIDEST_COLUMN, Math.floor(room / shown.length)))
  const values = shown.flatMap(({ usage }) => {
    const column: (number | null)[] = Array.from({ length: Math.max(1, wide - 1) }, () => usage.tokens)
    return wide > 1 ? [...column, null] : column
  })
  const end = nameOf(last)
  const axis = `${padEnd(nameOf(first), Math.max(0, values.length - end.length))}${end}`
  return [
    '',
    paint('bold', fit(heading, width)),
    ...columnChart(values, { rows: CHART_ROWS, top: 0, paint }),
    paint('dim', fit(`${' '.repeat(width - room)}${axis}`, width)),
  ]
}

/** Where this program runs, as the usage was summed up. */
function timeOf(at: Date): string {
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
}

function dayOf(at: Date): string {
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function shares<Item extends { readonly usage: Usage }>(
  heading: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  width: number,
  paint: Paint,
): string[] {
  const total = items.reduce((sum, { usage }) => sum + usage.tokens, 0)
  const shown = items.slice(0, MOST_NAMES)
  if (shown.length === 0) return []
  const hasBars = width >= LEAST_COLUMNS_FOR_BARS
  const names = Math.min(NAME_COLUMNS, width - COUNT_COLUMNS - (hasBars ? BAR_CELLS + 1 : 0))
  return [
    '',
    paint('bold', heading),
    ...shown.map((item) => {
      const { tokens, costUsd } = item.usage
      const strip = hasBars ? ` ${paint('info', bar(total === 0 ? 0 : tokens / total, BAR_CELLS))}` : ''
      const name = padEnd(fit(plainText(nameOf(item)), names), names)
      return `${name}${strip} ${compactCount(tokens).padStart(7)} ${dollars(costUsd).padStart(9)}`
    }),
    ...(items.length > shown.length ? [paint('dim', `… and ${items.length - shown.length} more`)] : []),
  ]
}
