import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SmallFileReader } from '../provider.ts'
import { copilotLiveClaims } from './live-claims.ts'

const ID = '556b860a-af77-43fb-b5cb-7d23c8d5d1ef'

describe('copilotLiveClaims', () => {
  let home: string

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'copilot-claims-'))
    mkdirSync(join(home, '.copilot', 'session-state', ID), { recursive: true })
  })
  afterEach(() => rmSync(home, { recursive: true }))

  function write(name: string, content: string): void {
    writeFileSync(join(home, '.copilot', name), content)
  }

  function claims() {
    return copilotLiveClaims({ platform: 'linux', home, env: {} }, reader)
  }

  function register(sessions: object = { [ID]: { openedAt: 'x', refreshedAt: 'x', working: true } }): void {
    write('open-sessions-state.json', JSON.stringify(sessions))
  }

  it('name the process that has locked an open session', () => {
    register()
    write(`session-state/${ID}/inuse.4321.lock`, '4321')
    write(`session-state/${ID}/inuse.4321.hold`, '')
    write(`session-state/${ID}/workspace.yaml`, 'id: x\ncwd: /home/dev/app\nname: go\nuser_named: false\n')
    expect(claims()).toEqual([
      {
        sessionId: ID,
        pid: 4321,
        startToken: undefined,
        cwd: '/home/dev/app',
        title: undefined,
        status: undefined,
        waitingFor: undefined,
        statusSince: undefined,
      },
    ])
  })

  it.each([
    ['name: Fix the login', 'Fix the login'],
    ['name: "Fix: \\"login\\""', 'Fix: "login"'],
    ["name: 'It''s broken'", "It's broken"],
    ['name: |-', undefined],
  ])('take over a title that the person gave (%s)', (line, title) => {
    register()
    write(`session-state/${ID}/inuse.4321.lock`, '4321')
    write(`session-state/${ID}/workspace.yaml`, `${line}\nuser_named: true\n`)
    expect(claims().map((claim) => claim.title)).toEqual([title])
  })

  it('are none without a lock, without a register, or with one that is broken', () => {
    write(`session-state/${ID}/inuse.x.lock`, '4321')
    expect(claims()).toEqual([])
    register()
    expect(claims()).toEqual([])
    write('open-sessions-state.json', '{"')
    expect(claims()).toEqual([])
  })

  it('never leave the folder of sessions', () => {
    write('session-state/inuse.7.lock', '7')
    register({ '.': {}, '..': {}, [`${ID}/..`]: {}, '': {} })
    expect(claims()).toEqual([])
  })
})

const reader: SmallFileReader = {
  list(folder) {
    return orUndefined(() => readdirSync(folder))
  },
  read(path) {
    return orUndefined(() => readFileSync(path, 'utf8'))
  },
  modifiedAt: () => undefined,
}

function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
