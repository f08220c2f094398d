import { z } from 'zod'
import { doctorReportSchema, providerFailureSchema, sourceSchema } from '../../src/shared/contract/source.ts'
import { type Session, sessionSchema } from '../../src/shared/contract/session.ts'
import { expect } from 'vitest'
import { run, type RunOptions } from './command.ts'
import type { Home } from './home.ts'

/** An instant as scripts get it; the contract's schemas check what it names. */
const instant = z.iso.datetime().transform((text) => new Date(text))

/** What `list --format json` prints: the contract's own schemas, with instants as text. */
const listSchema = z.object({
  generatedAt: instant,
  sessions: z.array(
    z
      .object({ ...sessionSchema.shape, startedAt: instant.nullable(), lastActivityAt: instant.nullable() })
      .pipe(sessionSchema),
  ),
  sources: z.array(sourceSchema),
  failures: z.array(providerFailureSchema),
})
export type ListAnswer = z.infer<typeof listSchema>

export async function listJson(
  home: Home,
  args: readonly string[] = ['--all'],
  options?: RunOptions,
): Promise<ListAnswer> {
  const { code, stdout, stderr } = await run(home, ['list', '--format', 'json', ...args], options)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return readList(stdout)
}

/** Fails on a field that the contract does not have, too: what is printed is what is documented. */
export function readList(text: string): ListAnswer {
  const printed: unknown = JSON.parse(text)
  const answer = listSchema.parse(printed)
  expect(JSON.parse(JSON.stringify(answer))).toEqual(printed)
  return answer
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
