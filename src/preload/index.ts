import { ipcRenderer } from 'electron'
import { PORT_HANDOVER } from '../shared/contract/transport.ts'

// Hands the page the port that the main process made for it, and nothing else: no function, no object of Electron.
ipcRenderer.once(PORT_HANDOVER, (event) => {
  const [port] = event.ports
  if (port !== undefined) window.postMessage(PORT_HANDOVER, window.location.origin, [port])
})
