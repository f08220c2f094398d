import type { Bill } from '../../../shared/contract/index.ts'

/** A bill changes slowly, and asking for it is part of it. */
const EVERY_MS = 30_000

/** What is asked of the page: whether somebody can see it. */
export type VisiblePage = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>

export interface BillFollowing {
  readonly fetchBill: () => Promise<Bill>
  readonly page: VisiblePage
  readonly signal: AbortSignal
  /** `null` where it cannot be had; the connection says why. */
  readonly show: (bill: Bill | null) => void
}

/** Fetches the bill now and then while the page can be seen, until the signal aborts. */
export async function followBill({ fetchBill, page, signal, show }: BillFollowing): Promise<void> {
  while (!signal.aborted) {
    if (!page.hidden) {
      const bill = await fetchBill().catch(() => null)
      if (!signal.aborted) show(bill)
    }
    await pause(page, signal)
  }
}

/** Until it is time again, the page comes into sight, or the signal aborts. */
function pause(page: VisiblePage, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      page.removeEventListener('visibilitychange', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, EVERY_MS)
    page.addEventListener('visibilitychange', done)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
