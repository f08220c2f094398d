import { expect, it } from 'vitest'
import { isQuietHour } from './quiet-hours.ts'

const at = (hours: number, minutes: number): Date => new Date(2026, 0, 2, hours, minutes)

it('quiet hours begin with their first minute and end before their last', () => {
  const lunch = { from: '12:00', to: '13:30' }
  expect([at(11, 59), at(12, 0), at(13, 29), at(13, 30)].map((now) => isQuietHour(lunch, now))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('quiet hours may pass midnight', () => {
  const night = { from: '22:00', to: '07:00' }
  expect(
    [at(21, 59), at(22, 0), at(0, 0), at(6, 59), at(7, 0)].map((now) => isQuietHour(night, now)),
  ).toEqual([false, true, true, true, false])
})

it('equal ends are a whole day', () => {
  expect(isQuietHour({ from: '08:00', to: '08:00' }, at(3, 0))).toBe(true)
})
