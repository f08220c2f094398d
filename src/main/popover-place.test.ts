import { expect, it } from 'vitest'
import { canPlacePopover, popoverPlace } from './popover-place.ts'

const screen = { x: 0, y: 30, width: 1920, height: 1050 }

it('the popover stands below a picture at the top and above one at the bottom, within the screen', () => {
  expect(popoverPlace({ x: 1000, y: 5, width: 24, height: 24 }, screen)).toEqual({
    x: 822,
    y: 35,
    width: 380,
    height: 520,
  })
  expect(popoverPlace({ x: 1890, y: 1085, width: 24, height: 24 }, screen)).toEqual({
    x: 1540,
    y: 559,
    width: 380,
    height: 520,
  })
  expect(popoverPlace({ x: 0, y: 1085, width: 0, height: 0 }, screen).x).toBe(0)
})

it('there is a popover everywhere but on Wayland, which places windows itself', () => {
  expect(canPlacePopover('darwin', {})).toBe(true)
  expect(canPlacePopover('win32', {})).toBe(true)
  expect(canPlacePopover('linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' })).toBe(true)
  expect(canPlacePopover('linux', { XDG_SESSION_TYPE: 'wayland' })).toBe(false)
  expect(canPlacePopover('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(false)
})
