import { describe, expect, it } from 'vitest'
import { absolutePath, localPath, settingsFolder } from './paths.ts'

describe('absolutePath', () => {
  it.each([
    ['src/a.ts', '/home/dev/app', '/home/dev/app/src/a.ts'],
    ['./src/../a.ts', '/home/dev/app', '/home/dev/app/a.ts'],
    ['/etc/hosts', '/home/dev/app', '/etc/hosts'],
    ['src\\a.ts', 'C:\\code\\app', 'C:\\code\\app\\src\\a.ts'],
    ['D:\\x.ts', 'C:\\code\\app', 'D:\\x.ts'],
    ['\\\\server\\share\\x.ts', 'C:\\code', '\\\\server\\share\\x.ts'],
    ['a.ts', undefined, 'a.ts'],
  ])('%s from %s is %s', (path, cwd, expected) => {
    expect(absolutePath(path, cwd)).toBe(expected)
  })
})

describe('localPath', () => {
  it.each([
    ['file:///home/dev/a%20b.txt', '/home/dev/a b.txt'],
    ['file:///C:/code/a.ts', 'C:/code/a.ts'],
    ['file:///c%3A/code/a.ts', 'c:/code/a.ts'],
    ['file:///50%', '/50%'],
    ['file://server/share/a.ts', undefined],
    ['vscode-remote://ssh-remote+host/home/dev/a.ts', undefined],
    ['C:\\code\\a.ts', 'C:\\code\\a.ts'],
    ['src/a.ts', 'src/a.ts'],
  ])('%s is %s', (pathOrUrl, expected) => {
    expect(localPath(pathOrUrl)).toBe(expected)
  })
})

describe('settingsFolder', () => {
  it.each([
    ['linux', '/home/dev', {}, '/home/dev/.config'],
    ['linux', '/home/dev', { XDG_CONFIG_HOME: '/data/config' }, '/data/config'],
    ['darwin', '/Users/dev', {}, '/Users/dev/Library/Application Support'],
    ['win32', 'C:\\Users\\dev', {}, 'C:\\Users\\dev\\AppData\\Roaming'],
    ['win32', 'C:\\Users\\dev', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming'],
  ] as const)('on %s in %s with %j is %s', (platform, home, env, expected) => {
    expect(settingsFolder({ platform, home, env })).toBe(expected)
  })
})
