import { describe, expect, it } from 'vitest'
import { contentText, typedText } from './prompts.ts'

describe('typedText', () => {
  it.each([
    '<environment_context>\n  <cwd>/home/dev</cwd>\n</environment_context>',
    '<user_instructions>\n\nbe brief</user_instructions>',
    '<permissions instructions>\nnone</permissions instructions>',
    '<turn_aborted>\nThe user interrupted',
    '# AGENTS.md instructions for /home/dev/app\n\n<INSTRUCTIONS>',
    'Another language model started to solve this problem and produced a summary',
  ])('leaves out what Codex wrote: %j', (message) => {
    expect(typedText(message)).toBeUndefined()
  })

  it.each(['fix the bug', '<div> does not close here', 'What is in # AGENTS.md instructions?', ''])(
    'keeps what a person typed: %j',
    (message) => {
      expect(typedText(message)).toBe(message)
    },
  )

  it('keeps the request of a message that an editor put its files before', () => {
    const message =
      '# Context from my IDE setup:\n\n## Active file: a.ts\n\n## My request for Codex:\nrename it\n'
    expect(typedText(message)).toBe('rename it')
  })
})

describe('contentText', () => {
  it('joins the texts of a message and skips its pictures', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'image', image_url: 'data:' },
      { type: 'text', text: 'b' },
    ]
    expect(contentText(content)).toBe('a\nb')
    expect(contentText(undefined)).toBe('')
  })
})
