import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A person's home folder that only a test knows, with our own data beside it. */
export interface Home {
  readonly path: string
  readonly data: string
  readonly remove: () => void
}

export function makeHome(): Home {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'llm-session-e2e-')))
  const path = join(folder, 'home')
  mkdirSync(path)
  return {
    path,
    data: join(folder, 'data'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Opens a home, as far as it is laid out, to every user of the machine. */
export function openToEveryone(home: Home): void {
  chmodSync(dirname(home.path), 0o777)
}

/** Writes a file below a home, and the folders that lead to it. */
export function write(home: Home, path: string, text: string): string {
  const file = join(home.path, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Where Codex keeps the rollout of a thread that began at a local time, below a home. */
export function rolloutPath(threadId: string, startedAt = '2026-11-20T10-00-00'): string {
  const [day = ''] = startedAt.split('T')
  return `.codex/sessions/${day.replaceAll('-', '/')}/rollout-${startedAt}-${threadId}.jsonl`
}

/** Puts a rollout where Codex would have written it. */
export function placeRollout(home: Home, source: string): void {
  const [, startedAt = '', threadId = ''] = /rollout-(.{19})-(.{36})\.jsonl$/.exec(source) ?? []
  copyInto(home, source, rolloutPath(threadId, startedAt))
}

/** Copies a file to a path below a home. */
export function copyInto(home: Home, source: string, path: string): void {
  const target = join(home.path, path)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(source, target)
}
