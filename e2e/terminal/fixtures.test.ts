import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBuildStale } from '../../scripts/build-state.ts'
import type { Session } from '../../src/shared/contract/session.ts'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../src/shared/domain/tokens.ts'
import { doctorJson, type ListAnswer, listJson } from './answers.ts'
import { PROGRAMS } from './command.ts'
import { type Home, makeHome } from './home.ts'
import { recordings } from './recordings.ts'

const recorded = recordings()
const root = join(import.meta.dirname, '../..')
/** An older build would answer for what the sources were. */
const isInstalledCurrent = !existsSync(join(root, 'dist/cli/main.js')) || !isBuildStale(root)

/** Sum over sessions; `undefined` where none of them has any usage. */
function tokensOf(sessions: readonly Session[]): TokenCounts | undefined {
  const known = sessions.map(({ tokens }) => tokens).filter((tokens) => tokens.source === 'reported')
  if (known.length === 0) return undefined
  return known
    .map((tokens) => ({
      uncachedInput: tokens.uncachedInput ?? 0,
      cacheRead: tokens.cacheRead ?? 0,
      cacheWrite: tokens.cacheWrite ?? 0,
      output: tokens.output ?? 0,
    }))
    .reduce(addTokens, NO_TOKENS)
}

describe('a home with every session that was recorded from the real assistants', () => {
  let home: Home
  let answer: ListAnswer

  beforeAll(async () => {
    home = makeHome()
    for (const recording of recorded) recording.place(home)
    answer = await listJson(home)
  })
  afterAll(() => home.remove())

  it.each(recorded)('counts $name to the token', ({ transcripts, tokens }) => {
    const sessions = answer.sessions.filter(
      ({ transcript }) => transcript !== null && transcripts.includes(basename(transcript)),
    )
    expect(sessions.length).toBeGreaterThan(0)
    expect(tokensOf(sessions)).toEqual(tokens)
  })

  it('names transcripts that are there, and adds up what it prints', () => {
    for (const { transcript, tokens } of answer.sessions) {
      if (transcript !== null) expect(existsSync(transcript)).toBe(true)
      if (tokens.total === null) continue
      const { uncachedInput, cacheRead, cacheWrite, output } = tokens
      expect((uncachedInput ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) + (output ?? 0)).toBe(tokens.total)
    }
  })

  it('accounts for each line of its sources', () => {
    for (const { path, files, linesRead, linesSkipped, problems } of answer.sources) {
      const skipped = Object.values(linesSkipped).reduce((sum, count) => sum + count, 0)
      expect(skipped, path).toBeLessThanOrEqual(linesRead)
      expect(linesRead > 0, path).toBe(files > 0)
      expect(problems, path).toEqual([])
    }
  })

  it('reads nothing again that has not changed', async () => {
    const { scan, providers } = await doctorJson(home)
    expect(scan).toMatchObject({ filesRead: 0, bytesRead: 0, rowsWritten: 0 })
    expect(providers.every(({ error }) => error === null)).toBe(true)
  })

  it.runIf(isInstalledCurrent)('answers the same through the command that is installed', async () => {
    const installed = await listJson(home, ['--all'], { program: PROGRAMS.installed })
    const facts = ({ sessions }: ListAnswer) =>
      sessions
        .filter(({ transcript }) => transcript !== null)
        .map(({ id, tokens, messages, costUsd }) => ({ id, tokens, messages, costUsd }))
    expect(facts(installed)).toEqual(facts(answer))
  })
})
