import { expect, it } from 'vitest'
import { estimateTokens } from './estimate.ts'

it('estimates 1,000 tokens, 200 for each message, and what the files hold', () => {
  expect(estimateTokens({ messages: 0, fileTokens: 0 })).toBe(1_000)
  expect(estimateTokens({ messages: 12, fileTokens: 345 })).toBe(3_745)
})
