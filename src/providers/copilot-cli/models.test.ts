import { describe, expect, it } from 'vitest'
import { copilotModelWindow } from './models.ts'

describe('copilotModelWindow', () => {
  it('knows what Copilot stated for a model, and marks it as no more than likely', () => {
    expect(copilotModelWindow('gpt-4.1', 0)).toEqual({ tokens: 64_000, inferred: true })
  })

  it('is never smaller than what was used', () => {
    expect(copilotModelWindow('gpt-4.1', 70_000)).toEqual({ tokens: 70_000, inferred: true })
  })

  it('knows nothing of other models', () => {
    expect(copilotModelWindow('gpt-4.1-mini', 10)).toBeUndefined()
  })
})
