import type { WindowPlace } from './stored-preferences.ts'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So much of a window's upper edge must lie on a screen that a person can take hold of it. */
const GRIP = { width: 80, height: 30 } as const

/** The place of a window, or `undefined` where no screen shows it any more: one was unplugged. */
export function visiblePlace(place: WindowPlace | null, screens: readonly Area[]): WindowPlace | undefined {
  if (place === null) return undefined
  const isSeen = screens.some(
    (screen) =>
      overlap(place.x, place.width, screen.x, screen.width) >= GRIP.width &&
      place.y >= screen.y &&
      place.y + GRIP.height <= screen.y + screen.height,
  )
  return isSeen ? place : undefined
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b)
}
