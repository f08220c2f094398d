import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import './charts.css'

export interface BarPoint {
  /** Under the bar. */
  readonly label: string
  /** Over the value, where the pointer is. */
  readonly title: string
  readonly value: number
}

export interface BarsProps {
  /** A few hundred at most. */
  readonly points: readonly BarPoint[]
  /** Says in words what the picture shows. */
  readonly summary: string
  readonly format: (value: number) => string
  /** A colour of the theme. */
  readonly color: `var(--${string})`
  readonly height: number
}

/** One bar for each stretch of time. */
export function Bars({ points, summary, format, color, height }: BarsProps) {
  return (
    <div role="img" aria-label={summary} className="chart" style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...points]}
          margin={{ top: 6, right: 2, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barCategoryGap="22%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={24} />
          <YAxis width={48} tickLine={false} axisLine={false} tickCount={4} tickFormatter={format} />
          <Tooltip
            cursor={{ fill: 'var(--surface-hover)' }}
            isAnimationActive={false}
            content={<Tip format={format} />}
          />
          <Bar dataKey="value" fill={color} radius={[2, 2, 0, 0]} isAnimationActive={false} maxBarSize={28} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

interface TipProps {
  readonly format: (value: number) => string
  /** Given by the chart: the bar that the pointer is at. */
  readonly active?: boolean
  readonly payload?: readonly { readonly payload?: unknown }[]
}

function Tip({ format, active, payload }: TipProps) {
  const point = payload?.[0]?.payload
  if (active !== true || !isBarPoint(point)) return null
  return (
    <div className="chart-tip">
      <span>{point.title}</span> <strong>{format(point.value)}</strong>
    </div>
  )
}

function isBarPoint(value: unknown): value is BarPoint {
  return typeof value === 'object' && value !== null && 'title' in value && 'value' in value
}
