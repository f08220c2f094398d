import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { desktopPower } from './power.ts'

class FakeMonitor extends EventEmitter {
  battery = true
  isOnBatteryPower(): boolean {
    return this.battery
  }
}

describe('the power of the machine', () => {
  it.each(['darwin', 'win32'] as const)('is asked of Electron on %s', (platform) => {
    const monitor = new FakeMonitor()
    const power = desktopPower(monitor, platform)
    expect(power.onBattery()).toBe(true)
    monitor.battery = false
    expect(power.onBattery()).toBe(false)
  })

  it('is left to the system’s files on Linux, where Electron always says mains', () => {
    expect(desktopPower(new FakeMonitor(), 'linux').onBattery()).toBeUndefined()
  })

  it('tells of waking and of the plug, until nobody listens any more', () => {
    const monitor = new FakeMonitor()
    const told: string[] = []
    const stop = desktopPower(monitor, 'darwin').follow((event) => told.push(event))
    for (const event of ['suspend', 'resume', 'on-battery', 'on-ac']) monitor.emit(event)
    expect(told).toEqual(['woke', 'power changed', 'power changed'])
    stop()
    monitor.emit('resume')
    expect(told).toHaveLength(3)
    expect(monitor.eventNames()).toEqual([])
  })
})
