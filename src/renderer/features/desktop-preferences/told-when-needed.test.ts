import { expect, it } from 'vitest'
import { preferencesSchema } from '../../../shared/contract/desktop.ts'
import { isToldWhenNeeded, toldWhenNeeded } from './told-when-needed.ts'

const { causes } = preferencesSchema.parse({}).notifications

it('one choice stands for everything that needs somebody, and leaves the rest as it is', () => {
  expect(isToldWhenNeeded(causes)).toBe(true)
  const quiet = toldWhenNeeded({ ...causes, finished: true }, false)
  expect(isToldWhenNeeded(quiet)).toBe(false)
  expect(quiet.finished).toBe(true)
  expect(toldWhenNeeded(quiet, true)).toEqual({ ...causes, finished: true })
})
