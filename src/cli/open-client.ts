import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server'
import { z } from 'zod'
import type { App } from '../core/app.ts'
import type { AppRouter } from '../core/api/router.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import { openApp } from './open-app.ts'
import type { GlobalOptions } from './global-options.ts'
import type { Terminal } from './terminal.ts'

export type Client = RouterClient<AppRouter>

/** Runs one command's work on the application in this process: look once, answer, close. */
export async function withClient(
  terminal: Terminal,
  options: GlobalOptions,
  work: (client: Client, app: App) => Promise<void>,
): Promise<void> {
  const { app, close } = await openApp(terminal, options, 'cli')
  try {
    await app.look()
    await work(createRouterClient(app.router), app)
  } catch (error) {
    throw asCommandError(error)
  } finally {
    await close()
  }
}

/** What the contract's errors carry; see `contract.ts`. */
const notFound = z.object({ id: z.string() })
const ambiguous = notFound.extend({ candidates: z.array(z.string()) })
const MOST_CANDIDATES = 10

/** In-process calls are not masked by a transport: here the contract's errors become sentences, and others stay what they are. */
function asCommandError(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error
  if (error.code === 'SESSION_NOT_FOUND') {
    const { id } = notFound.parse(error.data)
    return new CommandError(
      `no session has an id that begins with ${plainText(id)}.`,
      EXIT.usage,
      'llm-session list --all shows every session with its id.',
    )
  }
  if (error.code !== 'AMBIGUOUS_ID') return error
  const { id, candidates } = ambiguous.parse(error.data)
  const shown = candidates.slice(0, MOST_CANDIDATES).map((candidate) => `  ${plainText(candidate)}`)
  const more = candidates.length > MOST_CANDIDATES ? ['  …'] : []
  return new CommandError(
    `${plainText(id)} may mean ${candidates.length} sessions:`,
    EXIT.usage,
    [...shown, ...more, 'Give a few more characters.'].join('\n'),
  )
}
