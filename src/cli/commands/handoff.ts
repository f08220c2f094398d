import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { HANDOFF_TOKENS, packHandoff } from '../../core/exchange/handoff.ts'
import { type StartCommand, startableAssistants } from '../../core/exchange/startable-assistants.ts'
import { loadTextCounter } from '../../core/tokens/count-text.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { contextChoices, contextFileOf } from '../exported-file.ts'
import { findContext } from '../find-context.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { handoffAnswer } from '../json-answers.ts'
import { printableJson } from '../output/json.ts'
import { homeFolder } from '../settings-path.ts'
import { runHere } from '../start-assistant.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface HandoffOptions extends GlobalOptions {
  /** Assistant that goes on. */
  readonly to: string
  /** Tokens that the packed context may have. */
  readonly budget?: number
  /** Prints the packed context instead of starting the assistant. */
  readonly print?: boolean
  readonly json?: boolean
  readonly redact?: boolean
}

/** An argument can be no longer on the systems we run on; beyond it, the assistant is told to read a file. */
const LONGEST_ARGUMENT_BYTES = process.platform === 'win32' ? 24_000 : 100_000

interface Packed {
  readonly id: string
  readonly text: string
  readonly tokens: number
  readonly leftOut: readonly string[]
  /** Where the session worked. */
  readonly cwd: string
  readonly dataFolder: string
}

/** Packs a session for another assistant and starts that one with it, in the session's folder. */
export async function handoff(terminal: Terminal, id: string, options: HandoffOptions): Promise<void> {
  const start = startOf(options.to)
  const { text, cwd, dataFolder, ...told } = await pack(terminal, id, options)
  if (options.json)
    return terminal.out(
      printableJson({
        id: told.id,
        to: options.to,
        tokens: told.tokens,
        leftOut: [...told.leftOut],
        folder: cwd,
        text,
      } satisfies z.infer<typeof handoffAnswer>),
    )
  const leftOut = told.leftOut.length > 0 ? `; left out: ${told.leftOut.join(', ')}` : ''
  terminal.err(`Packed ${plainText(told.id)} into ${groupedCount(told.tokens)} tokens${leftOut}.`)
  if (options.print) return terminal.out(...text.split('\n').map(plainText))
  if (!existsSync(cwd))
    throw new CommandError(
      `the session's folder is not there: ${plainText(cwd)}.`,
      EXIT.failed,
      'Print the packed context with --print, and give it to the assistant yourself.',
    )
  await runHere(start(argumentOf(text, dataFolder, id)), cwd, 'The packed context is printed with --print.')
}

async function pack(terminal: Terminal, id: string, options: HandoffOptions): Promise<Packed> {
  let packed: Packed | undefined
  await askService(terminal, options, async (service, settings) => {
    const found = findContext(service, id)
    const { redact } = contextChoices(options, settings)
    const file = await contextFileOf(terminal, service, found, { conversation: true, redact })
    const counter = await loadTextCounter()
    const handed = packHandoff(file, options.budget ?? HANDOFF_TOKENS, (part) => counter.count(part))
    const [session] = service.byIds([found])
    packed = {
      ...handed,
      id: found,
      // An imported context names its home as `~`: that of whoever goes on.
      cwd: session?.cwd ?? file.session.cwd?.replace(/^~(?=$|[\\/])/, homeFolder()) ?? process.cwd(),
      dataFolder: (await service.info()).dataFolder,
    }
  })
  if (!packed) throw new Error('what is packed is known when the service has answered')
  return packed
}

function startOf(to: string): (prompt: string) => StartCommand {
  const able = startableAssistants()
  const found = able.find(({ id }) => id === to)
  if (found) return found.start
  throw new CommandError(
    `${plainText(to)} is no assistant that can be started with a context.`,
    EXIT.usage,
    `These can: ${able.map(({ id }) => id).join(', ')}.`,
  )
}

/** The prompt itself, or where it lies: for the owner alone, in our own folder. */
function argumentOf(text: string, dataFolder: string, id: string): string {
  if (Buffer.byteLength(text) <= LONGEST_ARGUMENT_BYTES) return text
  const folder = join(dataFolder, 'handoffs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${id.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100)}.md`)
  writeFileSync(path, text, { mode: 0o600 })
  return `You go on with work that was begun with another assistant. Read ${path} first: it is the record of it.`
}
