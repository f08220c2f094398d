import type { Area } from './preferences/visible-place.ts'
import { POPOVER_SIZE } from './window-options.ts'

/** Between the popover and the tray's bar, in points. */
const GAP = 6

/** Whether this desktop lets a program say where its window is. Wayland does not. */
export function canPlacePopover(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform !== 'linux' || (env['XDG_SESSION_TYPE'] !== 'wayland' && !env['WAYLAND_DISPLAY'])
}

/**
 * The popover's place: centred at `anchor`, the tray's picture or else the pointer, on the side where there is room, and
 * wholly within `screen`, its area without bars.
 */
export function popoverPlace(anchor: Area, screen: Area): Area {
  const { width, height } = POPOVER_SIZE
  const middle = Math.round(anchor.x + anchor.width / 2 - width / 2)
  const isAtTop = anchor.y + anchor.height / 2 < screen.y + screen.height / 2
  const y = isAtTop ? anchor.y + anchor.height + GAP : anchor.y - height - GAP
  return {
    x: clamp(middle, screen.x, screen.x + screen.width - width),
    y: clamp(y, screen.y, screen.y + screen.height - height),
    width,
    height,
  }
}

function clamp(value: number, from: number, to: number): number {
  return Math.max(from, Math.min(value, to))
}
