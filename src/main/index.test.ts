import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const electron = await vi.hoisted(async () => {
  const { createFakeElectron } = await import('./testing/fake-electron.ts')
  return createFakeElectron()
})
vi.mock('electron', () => electron)

const { record, app } = electron

/**
 * The life of the whole main process, on sample data, against a stand-in that writes down what it asks of Electron. How
 * its pages are held is in e2e/hardening.test.ts.
 */
describe('the main process', () => {
  const argv = [...process.argv]

  beforeAll(async () => {
    process.argv.push('--demo')
    await import('./index.ts')
    await vi.waitFor(() => expect(record.windows).toHaveLength(1), { timeout: 10_000 })
  })

  afterAll(() => {
    process.argv = argv
  })

  it('hands its page one port, and another one after a reload', async () => {
    const contents = record.windows[0]?.webContents
    expect(contents?.posted).toEqual([{ channel: 'llm-session.contract-port', ports: 1 }])
    contents?.reload()
    contents?.emit('did-finish-load')
    expect(contents?.posted).toHaveLength(2)
  })

  it('is told by the system when the machine wakes, as long as it runs', () => {
    expect(electron.powerMonitor.eventNames()).toEqual(['resume', 'on-battery', 'on-ac'])
  })

  it('brings its window to the front when it is started again', async () => {
    app.emit('second-instance', {}, ['electron', '.'])
    await vi.waitFor(() => expect(record.windows[0]?.focused).toBe(1))
    expect(record.windows).toHaveLength(1)
  })

  it('quits when it is told to, after the core has stopped', async () => {
    app.quit()
    expect(await app.exited.promise).toBe(0)
    expect(electron.powerMonitor.eventNames()).toEqual([])
  })
})
