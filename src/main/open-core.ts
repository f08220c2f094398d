import { type App, createApp } from '../core/app.ts'
import { openPorts, type PortsQuestion } from '../core/system-ports.ts'

export interface OpenedCore {
  readonly app: App
  /** Stops it and leaves nothing of the sample data behind. */
  close(): Promise<void>
}

/** The core as the desktop runs it. */
export async function openCore(question: Omit<PortsQuestion, 'host'>): Promise<OpenedCore> {
  const { ports, release } = openPorts({ ...question, host: { kind: 'desktop', capabilities: ['window'] } })
  try {
    const app = await createApp(ports)
    return {
      app,
      async close() {
        await app.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
