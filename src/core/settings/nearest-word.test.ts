import { expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

const WORDS = ['token_limits', 'health_weights', 'providers', 'errors']

it.each([
  ['token_limit', 'token_limits'],
  ['tokenLimits', 'token_limits'],
  ['Health-Weights', 'health_weights'],
  ['provders', 'providers'],
  ['error', 'errors'],
])('takes %s for %s', (word, nearest) => {
  expect(nearestWord(word, WORDS)).toBe(nearest)
})

it.each(['', 'x', 'colour', 'limits'])('takes %j for nothing it knows', (word) => {
  expect(nearestWord(word, WORDS)).toBeUndefined()
})

it('knows nothing among nothing', () => {
  expect(nearestWord('errors', [])).toBeUndefined()
})
