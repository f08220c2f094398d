import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createWindows, type Windows } from './windows.ts'

const electron = await vi.hoisted(async () => {
  const { createFakeElectron } = await import('./testing/fake-electron.ts')
  return createFakeElectron()
})
vi.mock('electron', () => electron)

const { record } = electron
const PLACE = { x: 40, y: 50, width: 900, height: 600, maximized: false }

let windows: Windows
let place: typeof PLACE | undefined
let kept: number
const crashes: string[] = []

beforeEach(() => {
  for (const window of record.windows) window.removeAllListeners()
  record.windows.length = 0
  place = PLACE
  kept = 0
  crashes.length = 0
  windows = createWindows({
    preload: '/preload.cjs',
    page: 'app://window/index.html',
    monotonicMs: () => 0,
    serve: () => () => undefined,
    onCrash: (kind, { action }) => void crashes.push(`${kind} ${action}`),
    onLoadFailed: () => undefined,
    onLink: () => undefined,
    dashboardPlace: () => place,
    onDashboardPlaced: () => (kept += 1),
  })
})

const opened = (index = 0) => record.windows[index] ?? expect.fail('there is no such window')

describe('the dashboard', () => {
  it('opens where it was, and is shown when there is something to see', () => {
    windows.openDashboard()
    expect(opened().options).toMatchObject({ x: 40, y: 50, width: 900, height: 600, show: false })
    expect([opened().maximized, opened().shown]).toEqual([false, 1])
  })

  it('is maximized where it was, over the place that it goes back to', () => {
    place = { ...PLACE, maximized: true }
    windows.openDashboard()
    expect(opened().options).toMatchObject({ x: 40, y: 50, width: 900, height: 600 })
    expect(opened().maximized).toBe(true)
  })

  it('is one: asked for again, it comes to the front', () => {
    windows.openDashboard()
    windows.openDashboard({ kind: 'session', id: 'codex:one' })
    expect(record.windows).toHaveLength(1)
    expect(opened().focused).toBe(1)
  })

  it('is destroyed when it is closed, its place kept, and made anew when it is asked for', () => {
    windows.openDashboard()
    opened().close()
    expect(kept).toBe(1)
    windows.openDashboard()
    expect(record.windows).toHaveLength(2)
  })

  it('loads its page again after a crash', () => {
    windows.openDashboard()
    let reloads = 0
    opened().webContents.reload = () => void (reloads += 1)
    opened().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect([crashes, reloads]).toEqual([['dashboard reloaded'], 1])
  })
})

describe('the popover', () => {
  it('opens at its place, and a second click closes it', () => {
    windows.togglePopover({ x: 1500, y: 30, width: 380, height: 520 })
    expect(opened().options).toMatchObject({ x: 1500, y: 30, width: 380, frame: false, skipTaskbar: true })
    windows.togglePopover(undefined)
    windows.togglePopover(undefined)
    expect(record.windows).toHaveLength(2)
  })

  it('goes when it loses the focus, and when the dashboard is asked for', () => {
    const closed: number[] = []
    for (const index of [0, 1]) {
      windows.togglePopover(undefined)
      opened(index).once('closed', () => closed.push(index))
      if (index === 0) opened(index).emit('blur')
      else windows.openDashboard()
    }
    expect(closed).toEqual([0, 1])
    expect(kept).toBe(0)
  })
})
