import { describe, expect, it } from 'vitest'
import { dataFolder, settingsFile } from './folders.ts'

const linux = { platform: 'linux', home: '/home/dev', env: {} } as const

describe('our own folders', () => {
  it('follow each system', () => {
    expect(dataFolder(linux)).toBe('/home/dev/.local/share/llm-session-manager')
    expect(dataFolder({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/llm-session-manager')
    expect(dataFolder({ ...linux, platform: 'darwin', home: '/Users/dev' })).toBe(
      '/Users/dev/Library/Application Support/llm-session-manager',
    )
    expect(dataFolder({ platform: 'win32', home: 'C:\\Users\\dev', env: {} })).toBe(
      'C:\\Users\\dev\\AppData\\Local\\llm-session-manager',
    )
    expect(settingsFile({ ...linux, env: { XDG_CONFIG_HOME: '/etc/me' } })).toBe(
      '/etc/me/llm-session-manager/config.yaml',
    )
  })

  it('move as a whole with LLM_SESSION_HOME', () => {
    const moved = { ...linux, env: { LLM_SESSION_HOME: '/tmp/looked-at', XDG_DATA_HOME: '/data' } }
    expect(dataFolder(moved)).toBe('/tmp/looked-at')
    expect(settingsFile(moved)).toBe('/tmp/looked-at/config.yaml')
  })

  it('ignore an XDG path that is not absolute', () => {
    expect(dataFolder({ ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(
      '/home/dev/.local/share/llm-session-manager',
    )
  })
})
