import { describe, expect, it } from 'vitest'
import { fileBelow, isLocalFolder } from './named-paths.ts'

describe('a path that a transcript names', () => {
  it.each(['//server/share', '\\\\server\\share', 'app', '', '/work\0/app'])(
    'is not looked at in the folder %j',
    (folder) => {
      expect(isLocalFolder(folder)).toBe(false)
      expect(fileBelow(folder, 'a.ts')).toBeUndefined()
    },
  )

  it.runIf(process.platform !== 'win32').each([
    ['src/a.ts', '/work/app/src/a.ts'],
    ['/work/app/b.ts', '/work/app/b.ts'],
    ['../secret', undefined],
    ['/etc/shadow', undefined],
    ['/work/apple/x', undefined],
    ['.', undefined],
  ])('is one of the session only below its folder: %s', (path, expected) => {
    expect(fileBelow('/work/app', path)).toBe(expected)
  })
})
