import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { providerId } from '../../shared/domain/provider-id.ts'
import type { LiveLink } from '../discovery/link-sessions.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { unlinkedSession } from '../sessions/unlinked-session.ts'
import { listBackups } from './backup.ts'
import { USER_FILE } from './open-stores.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { UserKeeper } from './user-keeper.ts'

const HOUR_MS = 3_600_000

function session(pid: number): IndexedSession {
  const link: LiveLink = {
    providerId: providerId('codex'),
    role: 'session',
    pid,
    processIdentity: undefined,
    frontPid: undefined,
    sessionId: undefined,
    certainty: 'certain',
    evidence: 'none',
    claim: undefined,
  }
  return unlinkedSession(link, undefined)
}

function keeperAt(folder: string) {
  let now = Date.UTC(2026, 10, 21, 9)
  const clock = { now: () => new Date(now), monotonicMs: () => now }
  const keeper = new UserKeeper(folder, clock)
  keeper.follow(true, { stays: false })
  return {
    keeper,
    later: (hours: number) => {
      now += hours * HOUR_MS
      keeper.retire([session(hours)])
    },
  }
}

describe('the keeper of what cannot be rebuilt', () => {
  it('makes a backup every day also in a program that runs for days', () => {
    const folder = temporaryFolder()
    const { keeper, later } = keeperAt(folder)
    later(1)
    const made = () => listBackups(join(folder, USER_FILE)).length
    expect(made()).toBe(1)
    later(2)
    expect(made()).toBe(1)
    later(25)
    expect(made()).toBe(2)
    keeper.close()
    expect(keeper.events).toEqual([])
  })

  it('says once that backups fail, however often it tries', () => {
    const folder = temporaryFolder()
    const { keeper, later } = keeperAt(folder)
    later(1)
    rmSync(join(folder, 'backups'), { recursive: true })
    writeFileSync(join(folder, 'backups'), '')
    for (let day = 0; day < 5; day++) later(25)
    expect(keeper.events).toHaveLength(1)
    expect(keeper.events[0]).toContain('could not be backed up')
    rmSync(join(folder, 'backups'))
    mkdirSync(join(folder, 'backups'), { mode: 0o700 })
    keeper.close()
  })
})
