import { describe, expect, it } from 'vitest'
import type { SmallFileReader } from '../provider.ts'
import { copilotBeside } from './workspace.ts'

const FOLDER = '/home/dev/.copilot/session-state/some-id'

describe('copilotBeside', () => {
  it.each([
    ['name: Fix the login', 'Fix the login'],
    ['name: "Fix: \\"login\\""', 'Fix: "login"'],
    ["name: 'It''s broken'", "It's broken"],
    ['name: |-', undefined],
    ['name:', undefined],
  ])('takes over a title that the person gave (%s)', (line, title) => {
    const yaml = `id: some-id\n${line}\nuser_named: true\n`
    expect(copilotBeside(`${FOLDER}/events.jsonl`, holding(yaml)).personTitle).toBe(title)
  })

  it('leaves a name alone that was made up from the first prompt', () => {
    const yaml = 'cwd: /home/dev/app\r\nbranch: main\r\nname: first\r\nuser_named: false\r\n'
    expect(copilotBeside(`${FOLDER}/events.jsonl`, holding(yaml))).toEqual({
      cwd: '/home/dev/app',
      branch: 'main',
    })
  })

  it('knows nothing where there is no such file, or the transcript has no folder of its own', () => {
    expect(copilotBeside(`${FOLDER}/events.jsonl`, holding(undefined))).toEqual({})
    expect(copilotBeside(`${FOLDER}.jsonl`, holding('cwd: /home/dev/app'))).toEqual({})
  })
})

function holding(yaml: string | undefined): SmallFileReader {
  return {
    list: () => undefined,
    read: (path) => (path === `${FOLDER}/workspace.yaml` ? yaml : undefined),
    modifiedAt: () => undefined,
  }
}
