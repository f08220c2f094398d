import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followHistory } from './app/follow-history.ts'
import { BillFooter } from './features/bill/bill-footer.tsx'
import { connect } from './connection/connection.ts'
import { ContextPartsContext, createContextParts } from './features/contexts/contexts-context.ts'
import { followDrops } from './features/contexts/follow-drops.ts'
import { DesktopClientContext } from './features/desktop/desktop-client-context.ts'
import { DesktopParts } from './features/desktop/desktop-parts.tsx'
import { saveFile } from './features/exchange/save-file.ts'
import { createSessionApi } from './features/sessions/contract-session-api.ts'
import { followSessions } from './features/sessions/follow-sessions.ts'
import { SessionApiContext, SessionStoreContext } from './features/sessions/session-context.ts'
import { createSessionStore } from './features/sessions/session-store.ts'
import { showConnection, whenReady } from './features/sessions/watch-connection.ts'
import { PreferenceContext } from './preferences/preference-context.ts'
import { browserStorage, createPreferenceStore } from './preferences/preference-store.ts'
import './ui/base.css'

/** How often ages are drawn anew. */
const TICK_MS = 10_000

/** How often the page asks how far the first reading of the transcripts is. */
const INDEXING_MS = 1_000

/** Read once: the page keeps its place in the same part of its address. */
const isPopover = window.location.hash === '#popover'

const connection = connect({
  page: window,
  openSocket: (url, protocols) => new WebSocket(url, protocols),
  schedule(delayMs, action) {
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
})
const api = createSessionApi(connection.client, saveFile)
const contexts = createContextParts(connection.client)
const store = createSessionStore(api, () => new Date())
const preferences = createPreferenceStore(browserStorage)
const delay = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs))
const ready = (failures: number): Promise<void> => whenReady(connection, failures, delay)
/** Waits for the connection: the first one is asked for before there is any. */
const fetchBill = async () => {
  await ready(0)
  return await connection.client.system.bill()
}

showConnection(connection, store)
if (isPopover) followDrops(window, { onHover: () => undefined, onFiles: () => undefined })
else followHistory(window, store)
void followSessions(api, store, {
  // The page follows as long as it lives.
  signal: new AbortController().signal,
  ready,
})
setInterval(() => store.getState().tick(), TICK_MS)
setInterval(() => void store.getState().followIndexing(), INDEXING_MS)

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <PreferenceContext value={preferences}>
      <SessionApiContext value={api}>
        <SessionStoreContext value={store}>
          <ContextPartsContext value={contexts}>
            <DesktopClientContext value={connection.client}>
              <DesktopParts client={connection.client} ready={ready} isPopover={isPopover}>
                <App footer={<BillFooter fetchBill={fetchBill} />} />
              </DesktopParts>
            </DesktopClientContext>
          </ContextPartsContext>
        </SessionStoreContext>
      </SessionApiContext>
    </PreferenceContext>
  </StrictMode>,
)
