import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentFile } from '../testing/document-file.ts'
import { readFile } from './testing/chat.ts'

/*
 * Chats of another project's tests, made by hand, with what those tests state. They are not ours to copy: they are
 * read in a folder beside this checkout, where it is there.
 */
const folder = resolve(
  import.meta.dirname,
  '../../../../shared/fixtures/vscode-copilot-chat/third-party/rajbos/chatSessions',
)

describe.runIf(existsSync(folder))('chats of other projects', () => {
  it.each([
    [
      'session-01-today',
      ['claude-sonnet-4.5', 'gpt-4o', 'claude-sonnet-4.5', 'o3-mini', 'gpt-4o'],
      226,
      1983,
    ],
    ['session-02-five-days-ago', ['claude-sonnet-4.5', 'gpt-4o', 'claude-sonnet-4.5'], 123, 1163],
    ['session-03-twelve-days-ago', ['claude-sonnet-4.5', 'o3', 'gpt-4o'], 118, 1288],
  ])('have, in %s, the turns and models that were stated', (name, models, uncachedInput, output) => {
    const { recording, outcomes } = readFile(documentFile(`${folder}/${name}.json`))
    expect(recording.of('model').map(([model]) => model)).toEqual(models)
    expect(recording.of('prompt')).toHaveLength(models.length)
    expect(recording.sums).toEqual({ uncachedInput, cacheRead: 0, cacheWrite: 0, output })
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toEqual({ used: models.length, ignored: 0, unknown: 0, malformed: 0 })
  })
})
