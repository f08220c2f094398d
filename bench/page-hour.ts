import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { ScriptedCore } from '../e2e/scripted-core.ts'
import type { Session } from '../src/shared/contract/index.ts'
import { heapOf } from './page-heap.ts'

const MINUTES = 60
const SAMPLE_MINUTES = 5
/** Fifty sessions at work write about as often. */
const UPDATES_A_SECOND = 2
const LIVE_SESSIONS = 50
/** One session in a minute appears, and an older one goes. */
const SECONDS_A_SESSION = 60

/**
 * Changes rows for a real hour under an open list with details, and prints the page's memory every five minutes, each
 * time after a collection.
 */
export async function followAnHour(
  page: Page,
  core: ScriptedCore,
  sessionAt: (index: number) => Session,
): Promise<void> {
  const first = core.sessions.size
  let updates = 0
  let appeared = 0
  const sample = async (minute: number): Promise<void> => {
    const heap = await heapOf(page)
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    console.log(`after ${minute} min, ${updates} updates: heap ${heap} MB, ${elements} elements`)
  }
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await sample(0)
  for (let second = 1; second <= MINUTES * 60; second++) {
    await pause(1000)
    for (let turn = 0; turn < UPDATES_A_SECOND; turn++) {
      const session = sessionAt(updates % LIVE_SESSIONS)
      core.change([{ ...session, stateReason: `Update ${updates}`, lastActivityAt: new Date() }])
      updates += 1
    }
    if (second % SECONDS_A_SESSION === 0) {
      const gone = sessionAt(first + appeared - 1 - LIVE_SESSIONS)
      core.change([sessionAt(first + appeared)], [gone.id])
      appeared += 1
    }
    if (second % (SAMPLE_MINUTES * 60) === 0) await sample(second / 60)
  }
}
