import { z } from 'zod'
import { doctorReportSchema, sourceSchema } from '../../src/shared/contract/source.ts'
import { type Session, sessionSchema } from '../../src/shared/contract/session.ts'
import { expect } from 'vitest'
import { run, type RunOptions } from './command.ts'
import type { Home } from './home.ts'

/** An instant as scripts get it; the contract's schemas check what it names. */
const instant = z.iso.datetime().transform((text) => new Date(text))

/** What `list --format json` prints: the contract's own schemas, with instants as text. */
const listSchema = z.strictObject({
  generatedAt: instant,
  sessions: z.array(
    z
      .strictObject({
        ...sessionSchema.shape,
        startedAt: instant.nullable(),
        lastActivityAt: instant.nullable(),
      })
      .pipe(sessionSchema),
  ),
  sources: z.array(z.strictObject(sourceSchema.shape)),
})
export type ListAnswer = z.infer<typeof listSchema>

export async function listJson(
  home: Home,
  args: readonly string[] = ['--all'],
  options?: RunOptions,
): Promise<ListAnswer> {
  const { code, stdout, stderr } = await run(home, ['list', '--format', 'json', ...args], options)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return listSchema.parse(JSON.parse(stdout))
}

export async function doctorJson(home: Home, options?: RunOptions) {
  const { code, stdout, stderr } = await run(home, ['doctor', '--json'], options)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return doctorReportSchema.parse(JSON.parse(stdout))
}

/** The sessions whose transcripts lie in a home: other processes of this machine are no business of a test. */
export function ownSessions(home: Home, { sessions }: Pick<ListAnswer, 'sessions'>): readonly Session[] {
  return sessions.filter(({ transcript }) => transcript?.startsWith(home.path) ?? false)
}
