import type { Page } from 'playwright'

/** JavaScript's memory of a page after a collection, in megabytes. */
export async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return (usedSize / 1e6).toFixed(1)
}
