import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../settings/default-settings.ts'
import { CURVES, ERROR_WEIGHTS, FEWEST_MESSAGES } from './curves.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/health.md'), 'utf8')

describe('docs/health.md', () => {
  it.each(Object.entries(CURVES))('shows the curve of %s as it is', (name, curve) => {
    const [table] = tablesUnder(`### ${name}`)
    expect(table?.map((row) => row.map(Number))).toEqual(curve)
  })

  it('shows the weights as they are', () => {
    const [weights] = tablesUnder('## Weights and levels')
    expect(Object.fromEntries(weights?.map(([name, weight]) => [name, Number(weight)]) ?? [])).toEqual(
      defaultSettings().healthWeights,
    )
  })

  it('shows the levels as they are', () => {
    const { healthy, critical } = defaultSettings().healthThresholds
    expect(tablesUnder('## Weights and levels')[1]).toEqual([
      ['healthy', `${healthy} and more`],
      ['warning', `${critical} to ${healthy - 1}`],
      ['critical', `below ${critical}`],
    ])
  })

  it('shows what each kind of trouble weighs', () => {
    const [, weights] = tablesUnder('### errors')
    expect(Object.fromEntries(weights?.map(([kind, weight]) => [kind, Number(weight)]) ?? [])).toEqual(
      ERROR_WEIGHTS,
    )
    expect(DOCUMENT).toContain(`no fewer than ${FEWEST_MESSAGES},`)
  })

  it('shows when something is recommended', () => {
    const { tokenUsageRatio, longRunningMs, closeIdleMs, archiveIdleMs } = defaultSettings().recommendations
    const conditions = Object.fromEntries(
      tablesUnder('## Recommendations')[0]?.map(([kind, when]) => [kind, when]) ?? [],
    )
    expect(conditions['export-and-restart']).toContain(`${tokenUsageRatio * 100} %`)
    expect(conditions['long-running']).toContain(`${longRunningMs / 3_600_000} hours`)
    expect(conditions['close-idle']).toContain(`${closeIdleMs / 60_000} minutes`)
    expect(conditions.archive).toContain(`${archiveIdleMs / 3_600_000} hours`)
  })
})

/** Cells of the tables between a heading and the next one, without their head rows. */
function tablesUnder(heading: string): string[][][] {
  const section = DOCUMENT.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? ''
  return [...section.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  )
}
