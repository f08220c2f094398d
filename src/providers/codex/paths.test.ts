import { describe, expect, it } from 'vitest'
import { absolutePath } from './paths.ts'

describe('absolutePath', () => {
  it.each([
    ['src/a.ts', '/home/dev/app', '/home/dev/app/src/a.ts'],
    ['./src/../a.ts', '/home/dev/app', '/home/dev/app/a.ts'],
    ['/etc/hosts', '/home/dev/app', '/etc/hosts'],
    ['src\\a.ts', 'C:\\code\\app', 'C:\\code\\app\\src\\a.ts'],
    ['D:\\x.ts', 'C:\\code\\app', 'D:\\x.ts'],
    ['\\\\server\\share\\x.ts', 'C:\\code', '\\\\server\\share\\x.ts'],
    ['file:///home/dev/a%20b.txt', undefined, '/home/dev/a b.txt'],
    ['file:///C:/code/a.ts', undefined, 'C:/code/a.ts'],
    ['file:///50%', undefined, '/50%'],
    ['a.ts', undefined, 'a.ts'],
  ])('%s from %s is %s', (path, cwd, expected) => {
    expect(absolutePath(path, cwd)).toBe(expected)
  })
})
