import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Fault {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Faults that axe calls serious or critical, by WCAG 2.2 A and AA. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  // The page's policy refuses foreign scripts: this one comes past it, as a person's extension would.
  await page.evaluate(AXE)
  const faults: readonly Fault[] = await page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, 'axe')
    const run: unknown = typeof axe === 'object' && axe !== null ? Reflect.get(axe, 'run') : undefined
    if (typeof run !== 'function') throw new Error('axe is not there')
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await run.call(axe, document, { runOnly: { type: 'tag', values: tags } })
    return violations
  })
  return faults
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}
