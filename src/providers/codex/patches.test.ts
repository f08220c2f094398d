import { describe, expect, it } from 'vitest'
import { changedFiles, patchedFiles, patchIn } from './patches.ts'

const PATCH = [
  '*** Begin Patch',
  '*** Add File: new.txt',
  '+*** Delete File: only text',
  '*** Update File: src/old name.ts',
  '*** Move to: src/new name.ts',
  '@@',
  '*** Update File: src/old name.ts',
  '*** Delete File: gone.txt',
  '*** End Patch',
].join('\n')

describe('a patch', () => {
  it('names its files in order, each once', () => {
    expect(patchedFiles(PATCH)).toEqual(['new.txt', 'src/old name.ts', 'src/new name.ts', 'gone.txt'])
    expect(patchedFiles(PATCH.replaceAll('\n', '\r\n'))).toHaveLength(4)
    expect(patchedFiles('')).toEqual([])
  })

  it.each([
    ['the text itself', PATCH],
    ['arguments of a function', JSON.stringify({ input: PATCH })],
    ['arguments as an object', { patch: PATCH }],
    ["a shell's heredoc", JSON.stringify({ command: ['bash', '-lc', `apply_patch <<'EOF'\n${PATCH}\nEOF`] })],
    ['a command line', JSON.stringify({ cmd: `cd app && apply_patch <<'EOF'\n${PATCH}\nEOF` })],
  ])('is found in %s', (_where, input) => {
    expect(patchedFiles(patchIn(input) ?? '')).toHaveLength(4)
  })

  it('is not found where there is none', () => {
    expect(patchIn('{"cmd":"ls"}')).toBeUndefined()
    expect(patchIn('{broken *** Begin Patch')).toBeUndefined()
    expect(patchIn(undefined)).toBeUndefined()
    expect(patchIn([PATCH])).toBeUndefined()
  })
})

describe('a map of changes', () => {
  it('names what was changed and what it was moved to', () => {
    const changes = {
      '/a.txt': { type: 'update', move_path: '/b.txt' },
      '/c.txt': { type: 'add', content: '' },
    }
    expect(changedFiles(changes)).toEqual(['/a.txt', '/b.txt', '/c.txt'])
    expect(changedFiles(null)).toEqual([])
  })
})
