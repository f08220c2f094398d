import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HANDOFF_TOKENS, packHandoff } from '../../core/exchange/handoff.ts'
import { type StartCommand, startableAssistants } from '../../core/exchange/startable-assistants.ts'
import { loadTextCounter } from '../../core/tokens/count-text.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { contextChoices } from '../exported-file.ts'
import { findContext } from '../find-context.ts'
import { unknownSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { readableConversation } from '../readable-conversation.ts'
import { homeFolder } from '../settings-path.ts'
import { runHere } from '../start-assistant.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface HandoffOptions extends GlobalOptions {
  /** Assistant that goes on. */
  readonly to: string
  /** Tokens that the packed context may have. */
  readonly budget?: number
  /** Prints the packed context instead of starting the assistant. */
  readonly print?: boolean
  readonly redact?: boolean
}

/** An argument can be no longer on the systems we run on; beyond it, the assistant is told to read a file. */
const LONGEST_ARGUMENT_BYTES = process.platform === 'win32' ? 24_000 : 100_000

/** Packs a session for another assistant and starts that one with it, in the session's folder. */
export async function handoff(terminal: Terminal, id: string, options: HandoffOptions): Promise<void> {
  const start = startOf(options.to)
  const packed = { text: '', cwd: process.cwd(), folder: '' }
  await withService(terminal, options, async (service, settings) => {
    const found = findContext(service, id)
    const { redact } = contextChoices(options, settings)
    const question = { conversation: true, redact, onProgress: () => {} }
    const file = await readableConversation(service.contexts.export(found, question))
    if (!file) throw unknownSession(id)
    const counter = await loadTextCounter()
    const { text, tokens, leftOut } = packHandoff(file, options.budget ?? HANDOFF_TOKENS, (part) =>
      counter.count(part),
    )
    const [session] = service.byIds([found])
    packed.text = text
    // An imported context names its home as `~`: that of whoever goes on.
    packed.cwd = session?.cwd ?? file.session.cwd?.replace(/^~(?=$|[\\/])/, homeFolder()) ?? packed.cwd
    packed.folder = (await service.info()).dataFolder
    terminal.err(
      `Packed ${plainText(found)} into ${groupedCount(tokens)} tokens${leftOut.length > 0 ? `; left out: ${leftOut.join(', ')}` : ''}.`,
    )
  })
  if (options.print) return terminal.out(...packed.text.split('\n').map(plainText))
  if (!existsSync(packed.cwd))
    throw new CommandError(
      `the session's folder is not there: ${plainText(packed.cwd)}.`,
      EXIT.failed,
      'Print the packed context with --print, and give it to the assistant yourself.',
    )
  await runHere(
    start(argumentOf(packed.text, packed.folder, id)),
    packed.cwd,
    'The packed context is printed with --print.',
  )
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
