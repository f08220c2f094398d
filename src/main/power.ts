import type { Power } from '../core/ports.ts'

type Name = 'resume' | 'on-battery' | 'on-ac'

/** The parts of Electron's power monitor that we ask. It is there once the app is ready. */
export interface PowerSource {
  isOnBatteryPower(): boolean
  on(event: 'resume', listener: () => void): unknown
  on(event: 'on-battery', listener: () => void): unknown
  on(event: 'on-ac', listener: () => void): unknown
  off(event: 'resume', listener: () => void): unknown
  off(event: 'on-battery', listener: () => void): unknown
  off(event: 'on-ac', listener: () => void): unknown
}

/** The machine's power as Electron tells it. On Linux it always says mains: there the core reads the system's files. */
export function desktopPower(source: PowerSource, platform: NodeJS.Platform): Power {
  return {
    onBattery: () => (platform === 'linux' ? undefined : source.isOnBatteryPower()),
    follow(listener) {
      const listeners: readonly (readonly [name: Name, listener: () => void])[] = [
        ['resume', () => listener('woke')],
        ['on-battery', () => listener('power changed')],
        ['on-ac', () => listener('power changed')],
      ]
      for (const [name, told] of listeners) listenTo(source, 'on', name, told)
      return () => {
        for (const [name, told] of listeners) listenTo(source, 'off', name, told)
      }
    },
  }
}

/** Electron declares each event by itself. */
function listenTo(source: PowerSource, how: 'on' | 'off', name: Name, listener: () => void): void {
  if (name === 'resume') source[how](name, listener)
  else if (name === 'on-battery') source[how](name, listener)
  else source[how](name, listener)
}
