import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { programName } from '../../shared/domain/process.ts'
import type { KnownSession } from './known-session.ts'
import { type LinkedSessions, type LiveLink, linkSessions } from './link-sessions.ts'
import { matchProcesses } from './match-processes.ts'
import { createProcessTable } from './process-table/create-process-table.ts'
import { sessionState } from './session-state.ts'
import { makeProvider } from './testing/processes.ts'

/** Holds the program of the made-up assistant, so that no other process of the machine is one. */
let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'discovery-')))
  children = []
  copyFileSync('/bin/sleep', join(folder, 'catbot'))
  chmodSync(join(folder, 'catbot'), 0o755)
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function startCatbot(transcript?: string): ChildProcess {
  const fd = transcript === undefined ? 'ignore' : openSync(transcript, 'r')
  const child = spawn(join(folder, 'catbot'), ['60'], { cwd: folder, stdio: [fd, 'ignore', 'ignore'] })
  children.push(child)
  if (typeof fd === 'number') closeSync(fd)
  return child
}

describe.runIf(process.platform === 'linux')('from processes to the state of a session', () => {
  const table = createProcessTable('linux')
  const transcriptOf = (name: string) => join(folder, `${name}.jsonl`)
  const known = (sessionId: string): KnownSession => {
    const now = Date.now()
    const transcripts = [transcriptOf(sessionId)]
    return { provider: 'catbot', sessionId, cwd: folder, startedAt: now, lastActivityAt: now, transcripts }
  }

  async function look(
    sessions: readonly KnownSession[],
    previous: readonly LiveLink[] = [],
  ): Promise<LinkedSessions> {
    const catbot = makeProvider('catbot', ({ exe = '' }) =>
      exe.startsWith(folder) && programName(exe) === 'catbot'
        ? { role: 'session', sessionHint: undefined }
        : undefined,
    )
    const snapshot = await table.snapshot()
    const assistants = matchProcesses([catbot], snapshot, (_, cause) => {
      throw cause
    })
    const openFiles = new Map<number, readonly string[]>()
    for (const { process } of assistants) {
      const paths = await table.openFiles(process.pid)
      // As where the system does not tell: a process that is seen to hold no transcript is not to be guessed about.
      if (paths?.some((path) => path.endsWith('.jsonl'))) openFiles.set(process.pid, paths)
    }
    const sessionOfOpenFile = (_: unknown, path: string) => /\/([^/]+)\.jsonl$/.exec(path)?.[1]
    return linkSessions({
      snapshot,
      assistants,
      claims: [],
      openFiles,
      sessionOfOpenFile,
      sessions,
      previous,
    })
  }

  it('links two processes in one folder, keeps the guess, and sees one end', async () => {
    writeFileSync(transcriptOf('held'), '')
    const holder = startCatbot(transcriptOf('held'))
    const other = startCatbot()
    const sessions = [known('held'), known('guessed')]
    const { links } = await vi.waitFor(async () => {
      const found = await look(sessions)
      expect(found.links).toHaveLength(2)
      return found
    })
    expect(links.map(({ pid, sessionId, evidence }) => [pid, sessionId, evidence])).toEqual(
      expect.arrayContaining([
        [holder.pid, 'held', 'open file'],
        [other.pid, 'guessed', 'folder'],
      ]),
    )

    const exited = new Promise((resolve) => {
      other.once('exit', resolve)
    })
    other.kill('SIGKILL')
    await exited
    const after = await look([...sessions, known('newer')], links)
    expect(after.links.map(({ sessionId }) => sessionId)).toEqual(['held'])
    expect(after.ended.map(({ link, how }) => [link.sessionId, how])).toEqual([['guessed', 'gone']])
    const verdict = sessionState({
      link: undefined,
      process: undefined,
      processEnd: after.ended[0]?.how,
      mayBeUnseen: false,
      windowIsClosed: false,
      activity: undefined,
      now: new Date(),
    })
    expect(verdict).toEqual({ state: 'ended', reason: 'Its process has ended.', certainty: 'none' })
  })
})
