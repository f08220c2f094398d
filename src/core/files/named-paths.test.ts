import { describe, expect, it } from 'vitest'
import { fileBelow, isLocalFolder } from './named-paths.ts'

describe('a path that a transcript names', () => {
  it.each(['//server/share', '\\\\server\\share', 'app', '', '/projects\0/app'])(
    'is not looked at in the folder %j',
    (folder) => {
      expect(isLocalFolder(folder)).toBe(false)
      expect(fileBelow(folder, 'a.ts')).toBeUndefined()
    },
  )

  it.runIf(process.platform !== 'win32').each([
    ['src/a.ts', '/projects/app/src/a.ts'],
    ['/projects/app/b.ts', '/projects/app/b.ts'],
    ['../secret', undefined],
    ['/etc/shadow', undefined],
    ['/projects/apple/x', undefined],
    ['.', undefined],
  ])('is one of the session only below its folder: %s', (path, expected) => {
    expect(fileBelow('/projects/app', path)).toBe(expected)
  })
})
