import { describe, expect, it } from 'vitest'
import { handOffCommand } from './copy-command.tsx'

describe('the command that hands a session off', () => {
  it('names the session and the assistant', () => {
    expect(handOffCommand('codex:01a1fc50-aa9d', 'codex')).toBe(
      'llm-session handoff codex:01a1fc50-aa9d --to codex',
    )
  })

  it.each(['codex:$(touch x)', 'codex:a b', "codex:a'b", 'codex:a;b', '-rf', 'codex:a\nb', 'codex:`id`', ''])(
    'is not offered for a word that a shell could take for more: %j',
    (word) => {
      expect(handOffCommand(word, 'codex')).toBeNull()
      expect(handOffCommand('codex:1', word)).toBeNull()
    },
  )
})
