import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { launchBrowser } from '../e2e/browser.ts'
import { builtPage } from '../e2e/built-page.ts'
import { dragOver, dropOn } from '../e2e/drop-on-page.ts'
import { servePage } from '../e2e/page-host.ts'
import { openRealCore } from '../e2e/real-core.ts'
import { watchPage } from '../e2e/watched-page.ts'
import { sampleContext } from '../src/core/exchange/testing/sample-context.ts'
import { contextText } from '../src/core/exchange/write-contexts.ts'

/*
 * Draws how a dropped file is shown, and what was imported, into docs/screenshots:
 * `node scripts/context-pictures.ts [FOLDER]`.
 */
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../docs/screenshots'))
const files = mkdtempSync(join(tmpdir(), 'llm-session-pictures-'))
const built = builtPage()
const browser = await launchBrowser()
const core = await openRealCore({})
await core.app.look()
const host = await servePage(core.router, built.folder)

const client = createRouterClient(core.router, { context: {} })

function file(name: string, text: string): string {
  const path = join(files, name)
  writeFileSync(path, text)
  return path
}

/** Contexts of sample sessions whose conversations are read, as files. */
async function exportedFiles(): Promise<readonly string[]> {
  const { sessions } = await client.sessions.list({ scope: 'all', provider: 'claude-code' })
  const ids = sessions.slice(0, 3).map(({ id }) => id)
  const offered = await client.contexts.export({ ids })
  const pieces: Buffer[] = []
  for (let from: number | null = 0; from !== null; ) {
    const { piece, next }: { piece: string; next: number | null } = await client.contexts.download({
      transfer: offered.transfer,
      from,
    })
    pieces.push(Buffer.from(piece, 'base64'))
    from = next
  }
  const broken = contextText([sampleContext()], 'json').replace('"messages": 2', '"messages": -2')
  return [file('three-sessions.json', Buffer.concat(pieces).toString()), file('broken.json', broken)]
}

async function forgetContexts(): Promise<void> {
  const { contexts } = await client.contexts.list({})
  for (const { id } of contexts) await client.contexts.remove({ id })
}

const dropped = await exportedFiles()
for (const theme of ['light', 'dark'] as const) {
  const { page } = await watchPage(browser, { viewport: { width: 1120, height: 760 } })
  await page.addInitScript((chosen) => {
    localStorage.setItem('preferences', JSON.stringify({ welcomed: true, theme: chosen }))
  }, theme)
  await page.goto(host.address.url)
  await page.getByText('live', { exact: true }).waitFor()
  const drag = await dragOver(page, { files: dropped })
  await page.screenshot({ path: join(folder, `drop-${theme}.png`) })
  await drag.leave()
  await dropOn(page, { files: dropped })
  await page.getByText('cannot be imported').waitFor()
  await page.screenshot({ path: join(folder, `import-${theme}.png`) })
  await page.getByRole('button', { name: /^Import \d/ }).click()
  await page.getByText('✓ imported').waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await page.keyboard.press('c')
  await page.locator('.context-row').first().waitFor()
  await page.screenshot({ path: join(folder, `contexts-${theme}.png`) })
  await page.locator('.context-open').first().click()
  await page.locator('.said').first().waitFor()
  await page.screenshot({ path: join(folder, `context-${theme}.png`) })
  await page.close()
  await forgetContexts()
}

await host.stop()
await core.stop()
await browser.close()
built.remove()
rmSync(files, { recursive: true })
