import type { ContextMakeUp, Finding, Findings, Timeline } from '../../shared/contract/timeline.ts'
import { groupedCount, percent } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { bar } from './session-table.ts'
import type { Paint, Tone } from './style.ts'
import { padEnd } from './text-width.ts'
import { wrap, wrapBehind } from './wrap.ts'

const TIME_WIDTH = 24
const COUNT_WIDTH = 12

/** One line for each point, and the markers below. */
export function printTimeline({ out, paint }: Terminal, timeline: Timeline): void {
  const { points, pointsTotal, markers, contextLimit } = timeline
  const cell = (value: number | null) => (value === null ? '–' : groupedCount(value)).padStart(COUNT_WIDTH)
  out(
    paint(
      'dim',
      `${padEnd('', TIME_WIDTH)}${'context'.padStart(COUNT_WIDTH)}${'tokens'.padStart(COUNT_WIDTH)}  health`,
    ),
  )
  for (const { at, contextUsed, tokensTotal, health } of points) {
    const share =
      contextUsed === null || !contextLimit ? '' : ` ${bar(Math.min(1, contextUsed / contextLimit))}`
    const score = health === null ? '' : String(health).padStart(8)
    out(`${at.toISOString()}${cell(contextUsed)}${cell(tokensTotal)}${score}${share}`)
  }
  if (points.length < pointsTotal)
    out(paint('dim', `${points.length} of ${groupedCount(pointsTotal)} points`))
  if (markers.length > 0) out('')
  for (const { at, text, position } of markers)
    out(`${at.toISOString()}  ${plainText(text)} (message ${position})`)
}

export function printMakeUp({ out, paint, width }: Terminal, makeUp: ContextMakeUp): void {
  out(...makeUpLines(makeUp, paint, width))
}

export function makeUpLines(
  { parts, total, cacheShare, sentence }: ContextMakeUp,
  paint: Paint,
  width: number,
): string[] {
  const heading = total === null ? 'Context: unknown' : `Context: ${groupedCount(total)} tokens`
  return [
    paint('bold', heading),
    ...parts.map(
      ({ name, tokens, share }) =>
        `  ${padEnd(name, 14)} ${bar(share)} ${percent(share).padStart(4)} ${groupedCount(tokens).padStart(COUNT_WIDTH)}`,
    ),
    ...(cacheShare === null ? [] : [`  ${percent(cacheShare)} of the last input came from the cache.`]),
    ...wrap(sentence, width).map((line) => paint('dim', line)),
  ]
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { critical: 'bad', warning: 'warn', info: 'info' }

export function printFindings({ out, paint, width }: Terminal, { findings }: Findings): void {
  out(...findingLines(findings, paint, width))
}

export function findingLines(findings: readonly Finding[], paint: Paint, width: number): string[] {
  if (findings.length === 0) return ['Nothing was found: no compactions, no repeated failures, no circles.']
  return findings.flatMap(({ severity, sentence, positions }) => {
    const lead = padEnd(severity, 9)
    const proof = positions.length === 0 ? '' : ` (messages ${positions.join(', ')})`
    return wrapBehind(paint(TONES[severity], lead), lead.length, `${plainText(sentence)}${proof}`, width)
  })
}
