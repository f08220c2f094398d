import { PORT_HANDOVER } from '../shared/contract/transport.ts'

/** The parts of Electron's web contents that a port is handed over through. */
export interface PageContents<Port> {
  on(event: 'did-finish-load', listener: () => void): unknown
  on(
    event: 'did-start-navigation',
    listener: (details: { readonly isMainFrame: boolean; readonly isSameDocument: boolean }) => void,
  ): unknown
  on(event: 'render-process-gone', listener: () => void): unknown
  on(event: 'destroyed', listener: () => void): unknown
  postMessage(channel: string, message: null, transfer: Port[]): void
}

/** One channel of the contract: the page's end, and what ends ours. */
export interface ContractChannel<Port> {
  readonly pagePort: Port
  readonly stop: () => void
}

/**
 * Gives our page a port of its own whenever it loads in this window, and ends the port before it when the page goes:
 * by navigating, by crashing or with the window. A port is not closed by being forgotten (electron#40041).
 */
export function handOverContract<Port>(
  contents: PageContents<Port>,
  isOurPage: () => boolean,
  open: () => ContractChannel<Port>,
): void {
  let current: ContractChannel<Port> | undefined
  const end = (): void => {
    current?.stop()
    current = undefined
  }
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) end()
  })
  contents.on('render-process-gone', end)
  contents.on('destroyed', end)
  contents.on('did-finish-load', () => {
    end()
    if (!isOurPage()) return
    current = open()
    contents.postMessage(PORT_HANDOVER, null, [current.pagePort])
  })
}
