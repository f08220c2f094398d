import { expect, it } from 'vitest'
import { assistantIds, startableAssistants, startCommand } from './startable-assistants.ts'

it('each assistant that takes a first prompt gets it as one word of its own', () => {
  const prompt = 'Go on; $(id) "it"\n- `x`'
  expect(Object.fromEntries(startableAssistants().map(({ id, start }) => [id, start(prompt)]))).toEqual({
    'claude-code': { program: 'claude', args: [prompt] },
    cline: { program: 'cline', args: [prompt] },
    codex: { program: 'codex', args: [prompt] },
    'copilot-cli': { program: 'copilot', args: ['--interactive', prompt] },
    'cursor-agent': { program: 'cursor-agent', args: [prompt] },
    'gemini-cli': { program: 'gemini', args: ['--prompt-interactive', prompt] },
    opencode: { program: 'opencode', args: ['--prompt', prompt] },
    pi: { program: 'pi', args: [prompt] },
    'qwen-code': { program: 'qwen', args: ['--prompt-interactive', prompt] },
  })
})

it('an assistant is begun without a prompt by its program alone, and an editor by nobody here', () => {
  expect(startCommand('gemini-cli', undefined)).toEqual({ program: 'gemini', args: [] })
  expect(startCommand('cursor', 'Go on.')).toBeUndefined()
})

it('a model server is no assistant', () => {
  expect(assistantIds()).toContain('windsurf')
  expect(assistantIds()).not.toContain('ollama')
})
