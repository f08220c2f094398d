import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { z } from 'zod'
import { launchBrowser } from '../e2e/browser.ts'
import { builtPage } from '../e2e/built-page.ts'
import { servePage } from '../e2e/page-host.ts'
import { createScriptedCore } from '../e2e/scripted-core.ts'
import { sampleSession } from '../src/shared/contract/testing/sample-session.ts'
import type { Session } from '../src/shared/contract/index.ts'
import { heapOf } from './page-heap.ts'
import { followAnHour } from './page-hour.ts'

/*
 * Interaction with the built page in a real browser: `node bench/page.ts [--sessions 2000] [--updates 2000]`. Times are
 * from an event until the frame that shows its effect was painted; medians and the 95th of a hundred. With `--hour` only
 * the memory is measured, over a real hour of changes. See README.md.
 */
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '2000' },
    updates: { type: 'string', default: '2000' },
    hour: { type: 'boolean', default: false },
  },
})
const count = z.coerce.number().int().positive()
const SESSIONS = count.parse(values.sessions)
const UPDATES = count.parse(values.updates)
const ROUNDS = 100
const MESSAGES = 20_000

const STATES: readonly Session['state'][] = ['working', 'waiting', 'idle', 'ended', 'stuck']
const WORDS = ['import', 'billing', 'queue', 'picker', 'parser', 'release', 'cache', 'search']

function sessionAt(index: number): Session {
  const word = WORDS[index % WORDS.length] ?? ''
  return sampleSession({
    id: `codex:${index}`,
    provider: 'codex',
    title: `Rewrite the ${word} number ${index}`,
    project: word,
    state: STATES[index % STATES.length] ?? 'idle',
    lastActivityAt: new Date(Date.now() - index * 1_000),
  })
}

/** Runs `act` in the page and answers the milliseconds until the frame with its effect was painted. */
async function painted(page: Page, act: string): Promise<number> {
  return await page.evaluate(async (name) => {
    const action: unknown = Reflect.get(globalThis, name)
    if (typeof action !== 'function') throw new Error(`the page has no ${name}`)
    const startedAt = performance.now()
    action()
    // Behind the frame, when its painting is done.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - startedAt
  }, act)
}

async function times(page: Page, act: string): Promise<string> {
  const found: number[] = []
  for (let round = 0; round < ROUNDS; round++) found.push(await painted(page, act))
  return summary(found)
}

function summary(found: readonly number[]): string {
  const sorted = found.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
  return `${at(0.5)} ms, 95th ${at(0.95)} ms`
}

const built = builtPage()
const browser = await launchBrowser()
const core = createScriptedCore(Array.from({ length: SESSIONS }, (_, index) => sessionAt(index)))
core.messages = MESSAGES
const host = await servePage(core.router, built.folder)
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.addInitScript(() => {
  localStorage.setItem('preferences', JSON.stringify({ welcomed: true }))
  // Time that the main thread was kept by tasks of more than 50 ms.
  Reflect.set(globalThis, 'longTasks', 0)
  new PerformanceObserver((list) => {
    const longTasks: unknown = Reflect.get(globalThis, 'longTasks')
    Reflect.set(globalThis, 'longTasks', Number(longTasks) + list.getEntries().length)
  }).observe({ type: 'longtask' })
})

const openedAt = performance.now()
await page.goto(host.address.url)
await page.locator('[data-session]').first().waitFor()
const rowsAt = performance.now() - openedAt
const firstPaint = await page.evaluate(
  () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
)

if (values.hour) {
  await followAnHour(page, core, sessionAt)
  await host.stop()
  await browser.close()
  built.remove()
  process.exit()
}

await page.evaluate(() => {
  const words = ['i', 'im', 'imp', 'import', 'imp', 'q', 'qu', 'queue', '']
  let turn = 0
  const field = document.querySelector<HTMLInputElement>('.filter input')
  // React keeps the value that it set: past its own setter it takes the change for one that a person made.
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  Reflect.set(globalThis, 'typeKey', () => {
    if (field === null) throw new Error('there is no filter')
    value?.set?.call(field, words[turn++ % words.length])
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  Reflect.set(globalThis, 'pressJ', () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }))
  })
  const list = document.querySelector<HTMLElement>('.list')
  Reflect.set(globalThis, 'scrollPage', () => list?.scrollBy(0, 700))
  Reflect.set(globalThis, 'nothing', () => undefined)
})

console.log(`sessions ${SESSIONS}; an empty frame: ${await times(page, 'nothing')}`)
console.log(`first paint ${firstPaint.toFixed(0)} ms, rows after ${rowsAt.toFixed(0)} ms`)
console.log(`key in the filter: ${await times(page, 'typeKey')}`)
await page.locator('.filter input').fill('')
console.log(`next session: ${await times(page, 'pressJ')}`)
console.log(`a screen further: ${await times(page, 'scrollPage')}`)
await page.locator('.list').evaluate((list) => (list.scrollTop = 0))

/** From the message with the change to the paint of its row: the server and the fetch of the row are in it. */
const updates: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  const shown = page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        const look = (): void => {
          if (document.querySelector('.rows')?.textContent.includes(text) === true)
            setTimeout(() => resolve(performance.now() - startedAt))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    `Round ${round}.`,
  )
  const before = core.sessions.get('codex:4')
  if (before !== undefined) core.change([{ ...before, stateReason: `Round ${round}.` }])
  updates.push(await shown)
}
console.log(`update of one row, from the core to its paint: ${summary(updates)}`)

const cpuBefore = await page.evaluate(() => Number(Reflect.get(globalThis, 'longTasks')))
const heapBefore = await heapOf(page)
const startedAt = performance.now()
for (let round = 0; round < UPDATES; round++) {
  core.change([{ ...sessionAt(round % SESSIONS), stateReason: `Update ${round}` }])
  if (round % 20 === 19) await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
}
await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
const seconds = (performance.now() - startedAt) / 1000
const longTasks = (await page.evaluate(() => Number(Reflect.get(globalThis, 'longTasks')))) - cpuBefore
console.log(`${UPDATES} updates in ${seconds.toFixed(1)} s, ${longTasks} tasks of more than 50 ms`)
console.log(`heap ${heapBefore} MB before, ${await heapOf(page)} MB after`)

await page.keyboard.press('Escape')
await page.keyboard.press('1')
const conversationAt = performance.now()
await page.locator('.message[data-kind=compaction]').last().waitFor()
console.log(
  `${MESSAGES} messages: the end is there after ${(performance.now() - conversationAt).toFixed(0)} ms`,
)

await host.stop()
await browser.close()
built.remove()
