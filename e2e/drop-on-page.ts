import type { Page } from 'playwright'

/** What hangs over a page: files of this disk, or an address as it is dragged from another page. */
export interface Dragged {
  readonly files?: readonly string[]
  readonly address?: string
}

type Step = 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel'

/** Drags over the middle of a page as a person does, with events that the browser itself makes. */
export async function dragOver(page: Page, { files = [], address }: Dragged) {
  const session = await page.context().newCDPSession(page)
  const items = address === undefined ? [] : [{ mimeType: 'text/uri-list', data: address }]
  const data = { items, files: [...files], dragOperationsMask: 1 }
  const place = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }))
  const send = (type: Step) => session.send('Input.dispatchDragEvent', { type, ...place, data })
  await send('dragEnter')
  await send('dragOver')
  return {
    async drop(): Promise<void> {
      await send('drop')
      await session.detach()
    },
    async leave(): Promise<void> {
      await send('dragCancel')
      await page.mouse.move(1, 1)
      await session.detach()
    },
  }
}

export async function dropOn(page: Page, dragged: Dragged): Promise<void> {
  await (await dragOver(page, dragged)).drop()
}
