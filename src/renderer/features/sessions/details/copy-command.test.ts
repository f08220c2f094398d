import { describe, expect, it } from 'vitest'
import { exportCommand } from './copy-command.tsx'

describe('the command that exports a session', () => {
  it('names the session', () => {
    expect(exportCommand('codex:01a1fc50-aa9d')).toBe(
      'llm-session export codex:01a1fc50-aa9d -o session.json',
    )
  })

  it.each(['codex:$(touch x)', 'codex:a b', "codex:a'b", 'codex:a;b', '-rf', 'codex:a\nb', 'codex:`id`', ''])(
    'is not offered for an id that a shell could take for more: %j',
    (id) => {
      expect(exportCommand(id)).toBeNull()
    },
  )
})
