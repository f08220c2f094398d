import { describe, expect, it, vi } from 'vitest'
import { SAMPLE_BILL } from '../../../shared/contract/testing/sample-bill.ts'
import type { Bill } from '../../../shared/contract/index.ts'
import { followBill, type VisiblePage } from './follow-bill.ts'

function scene(fetchBill: () => Promise<Bill>) {
  const events = new EventTarget()
  const state = { hidden: false }
  const page: VisiblePage = {
    get hidden() {
      return state.hidden
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  }
  const shown: (Bill | null)[] = []
  const following = new AbortController()
  const ended = followBill({ fetchBill, page, signal: following.signal, show: (bill) => shown.push(bill) })
  return {
    shown,
    following,
    ended,
    setHidden: (hidden: boolean) => {
      state.hidden = hidden
      events.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

describe('the bill in the window', () => {
  it('is fetched at once, and again when the page comes into sight, but not while it is hidden', async () => {
    const fetchBill = vi.fn<() => Promise<Bill>>(() => Promise.resolve(SAMPLE_BILL))
    const { shown, following, ended, setHidden } = scene(fetchBill)
    await vi.waitFor(() => expect(shown).toEqual([SAMPLE_BILL]))
    setHidden(true)
    setHidden(false)
    await vi.waitFor(() => expect(shown).toHaveLength(2))
    following.abort()
    await ended
    expect(fetchBill).toHaveBeenCalledTimes(2)
  })

  it('is said not to be known where it cannot be had', async () => {
    const { shown, following, ended } = scene(() => Promise.reject(new Error('disconnected')))
    await vi.waitFor(() => expect(shown).toEqual([null]))
    following.abort()
    await ended
  })
})
