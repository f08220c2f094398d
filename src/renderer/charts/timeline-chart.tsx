import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { Timeline } from '../../shared/contract/index.ts'
import { format } from '../ui/format.ts'
import './charts.css'

export interface TimelineChartProps {
  readonly timeline: Timeline
  readonly height: number
  /** Leads to a message. */
  readonly onMessage: (position: number) => void
}

const MARKER_WORDS: Readonly<Record<Timeline['markers'][number]['kind'], string>> = {
  compaction: 'Compacted',
  error: 'Error',
  'model-change': 'Model changed',
  limit: 'Limit',
}

/** The context's occupancy, the health and the tokens spent over time, with what happened on the way. */
export function TimelineChart({ timeline, height, onMessage }: TimelineChartProps) {
  const { points, markers, contextLimit } = timeline
  const drawn = points.map((point) => ({ ...point, at: point.at.getTime() }))
  const peak = points.reduce((most, { contextUsed }) => Math.max(most, contextUsed ?? 0), 0)
  // What was noted while it ran knows its health, but not its tokens.
  const tokensTotal = points.findLast((point) => point.tokensTotal !== null)?.tokensTotal ?? null
  const hasHealth = points.filter(({ health }) => health !== null).length > 1
  return (
    <figure className="timeline">
      <div
        role="img"
        className="chart"
        aria-label={`Tokens in the context over time, ${format.compact(peak)} at most`}
        style={{ height }}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={drawn}
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            onClick={({ activeTooltipIndex }) => {
              const position = points[Number(activeTooltipIndex ?? -1)]?.position
              if (position !== undefined && position !== null) onMessage(position)
            }}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={['dataMin', 'dataMax']}
              ticks={[...ticksBetween(points)]}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              tickFormatter={(at: number) => format.shortTime(new Date(at))}
              minTickGap={40}
            />
            <YAxis
              yAxisId="tokens"
              width={44}
              domain={[0, contextLimit ?? 'auto']}
              tickLine={false}
              axisLine={false}
              tickCount={3}
              tickFormatter={format.compact}
            />
            <YAxis yAxisId="health" orientation="right" domain={[0, 100]} hide />
            <YAxis yAxisId="total" orientation="right" domain={[0, 'dataMax']} hide />
            <Tooltip isAnimationActive={false} content={<TimelineTip />} />
            {markers.map(({ kind, at, position }) => (
              <ReferenceLine
                key={`${kind} ${position}`}
                yAxisId="tokens"
                x={at.getTime()}
                stroke={kind === 'error' || kind === 'limit' ? 'var(--red)' : 'var(--amber)'}
                strokeDasharray="3 3"
              />
            ))}
            <TimelineLines />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <TimelineKey markers={markers} hasHealth={hasHealth} tokensTotal={tokensTotal} onMessage={onMessage} />
    </figure>
  )
}

/** Labels below the chart; fewer are drawn where there is no room. */
const TICKS = 8

/** Instants with the same time between them, none of them at an end, where its label would be cut. */
function ticksBetween(points: Timeline['points']): readonly number[] {
  const from = points[0]?.at.getTime() ?? 0
  const to = points.at(-1)?.at.getTime() ?? from
  return Array.from({ length: TICKS }, (_, index) => from + ((index + 0.5) / TICKS) * (to - from))
}

/** What each line of the chart has. */
const LINE = { strokeWidth: 1.5, dot: false, connectNulls: true, isAnimationActive: false } as const

function TimelineLines() {
  return (
    <>
      <Area
        {...LINE}
        yAxisId="tokens"
        dataKey="contextUsed"
        stroke="var(--series-1)"
        fill="var(--series-1)"
        fillOpacity={0.14}
      />
      <Line {...LINE} yAxisId="health" dataKey="health" stroke="var(--series-2)" />
      <Line {...LINE} yAxisId="total" dataKey="tokensTotal" stroke="var(--series-3)" strokeDasharray="2 3" />
    </>
  )
}

interface KeyProps extends Pick<Timeline, 'markers'>, Pick<TimelineChartProps, 'onMessage'> {
  /** Tokens of all answers up to the last point. */
  readonly tokensTotal: number | null
  /** Whether there is a line of it. */
  readonly hasHealth: boolean
}

/** What the lines are, and everything that is marked, as buttons: the picture alone can be neither read aloud nor tabbed through. */
function TimelineKey({ markers, hasHealth, tokensTotal, onMessage }: KeyProps) {
  return (
    <figcaption className="timeline-key">
      <span data-series="context">context</span>
      {hasHealth && <span data-series="health">health</span>}
      {tokensTotal !== null && <span data-series="total">{format.compact(tokensTotal)} tokens</span>}
      {markers.map(({ kind, at, position, text }) => (
        <button
          key={`${kind} ${position}`}
          type="button"
          className="timeline-marker"
          data-kind={kind}
          title={`${format.dateTime(at)}\n${text}`}
          onClick={() => onMessage(position)}
        >
          {MARKER_WORDS[kind]} {format.shortTime(at)}
        </button>
      ))}
    </figcaption>
  )
}

interface TipProps {
  /** Given by the chart: the point that the pointer is at. */
  readonly active?: boolean
  readonly payload?: readonly { readonly payload?: unknown }[]
}

function TimelineTip({ active, payload }: TipProps) {
  const point = payload?.[0]?.payload
  if (active !== true || typeof point !== 'object' || point === null) return null
  const number = (name: string): number | null => {
    const value: unknown = Reflect.get(point, name)
    return typeof value === 'number' ? value : null
  }
  const at = number('at')
  return (
    <div className="chart-tip">
      <span>{at === null ? '' : format.dateTime(new Date(at))}</span>
      <strong>{format.exact(number('contextUsed'))} in the context</strong>
      <span>
        {format.compact(number('tokensTotal'))} tokens so far, health {format.exact(number('health'))}
      </span>
    </div>
  )
}
