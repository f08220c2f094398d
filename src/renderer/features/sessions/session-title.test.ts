import { describe, expect, it } from 'vitest'
import { oneLine, sessionTitle } from './session-title.ts'

const NAMELESS = { id: 'codex:1', title: null, project: null, cwd: null }

describe('the title of a session', () => {
  it('falls back to the project, the folder and the id', () => {
    expect(sessionTitle({ ...NAMELESS, title: 'Fix it', project: 'app' })).toBe('Fix it')
    expect(sessionTitle({ ...NAMELESS, project: 'app', cwd: '/home/ada/app' })).toBe('app')
    expect(sessionTitle({ ...NAMELESS, cwd: '/home/ada/app' })).toBe('/home/ada/app')
    expect(sessionTitle(NAMELESS)).toBe('codex:1')
  })

  it('is not a title of which nothing can be seen', () => {
    expect(sessionTitle({ ...NAMELESS, title: ' \u202E\u200B\n ', project: 'app' })).toBe('app')
  })
})

describe('foreign text on one line', () => {
  it('keeps markup as the text that it is', () => {
    expect(oneLine('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>')
  })

  it('is bounded', () => {
    expect(oneLine('x'.repeat(2_000_000))).toHaveLength(301)
  })
})
