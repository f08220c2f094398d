import type { SearchAsk, SearchService } from '../../core/search/search-service.ts'
import type { FoundMessages } from '../../shared/contract/search.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { spokenRefusal } from '../open-app.ts'
import { printableJson } from '../output/json.ts'
import type { Paint } from '../output/style.ts'
import { wrap } from '../output/wrap.ts'
import type { Terminal } from '../terminal.ts'
import { withService } from '../with-service.ts'

export interface SearchOptions extends GlobalOptions {
  readonly json?: boolean
  readonly in?: string
  readonly without?: readonly string[]
  readonly limit: number
  readonly before?: number
}

const INDENT = 4

type Found = FoundMessages['messages'][number]

/** Finds messages by their words, over all sessions or in one. */
export async function search(
  terminal: Terminal,
  words: readonly string[],
  options: SearchOptions,
): Promise<void> {
  await withService(terminal, options, async (service) => {
    const session = options.in === undefined ? null : findSession(service, options.in)
    const without = (options.without ?? []).map((word) => `-${asOneTerm(word)}`)
    const query = [...words.map(asOneTerm), ...without].join(' ')
    const ask = { query, session, before: options.before ?? null, limit: options.limit }
    const found = await findIn(service.search, ask, terminal)
    if (typeof found === 'string')
      throw new CommandError(found, EXIT.usage, 'Such as: llm-session search "rate limit" retry*')
    if (options.json) return terminal.out(printableJson(found))
    const titles = new Map(
      service.byIds([...new Set(found.messages.map(({ id }) => id))]).map(({ id, title }) => [id, title]),
    )
    print(terminal, found, titles)
  })
}

/** Takes the words of what is new first: the answer of a command is whole. */
async function findIn(service: SearchService, ask: SearchAsk, terminal: Terminal) {
  try {
    await service.bringUpToDate(({ filesDone, filesTotal }) =>
      terminal.progress(
        `Taking the words of transcripts: ${groupedCount(filesDone)} of ${groupedCount(filesTotal)}`,
      ),
    )
    return await service.find(ask)
  } catch (error) {
    throw spokenRefusal(error)
  }
}

/** The shell took the quotes off what stands in one argument: it is looked for in this order. */
function asOneTerm(argument: string): string {
  return /\s/.test(argument.trim()) && !argument.includes('"') ? `"${argument}"` : argument
}

function print(terminal: Terminal, found: FoundMessages, titles: ReadonlyMap<string, string | null>): void {
  const { out, err, paint, width } = terminal
  const { messages, transcripts, transcriptsTotal, next } = found
  if (transcriptsTotal === 0)
    return out(
      'There are no transcripts to search.',
      'llm-session doctor names every folder that was looked in.',
    )
  if (transcripts < transcriptsTotal)
    err(
      `Only ${groupedCount(transcripts)} of ${groupedCount(transcriptsTotal)} transcripts could be searched.`,
    )
  if (messages.length === 0) return out('No message has these words.')
  let shown: string | undefined
  for (const message of messages) {
    if (message.id !== shown) {
      if (shown !== undefined) out('')
      out(paint('bold', plainText(titles.get(message.id) ?? message.id)), paint('dim', plainText(message.id)))
      shown = message.id
    }
    out(paint('dim', heading(message)), ...snippetLines(message, width - INDENT, paint))
  }
  out('', paint('dim', 'llm-session show ID --from NUMBER shows what stands around a message.'))
  if (next !== null) out(paint('dim', `For what stands before these: --before ${next}`))
}

function heading({ position, kind, at, transcript }: Found): string {
  const when = at?.toISOString().slice(0, 16).replace('T', ' ') ?? ''
  const parts = [
    position === null ? '–' : String(position),
    when,
    kind,
    transcript === null ? '' : 'sub-agent',
  ]
  return `  ${parts.filter((part) => part !== '').join('  ')}`
}

/** The piece of the message in lines that fit. The words stand out, where there is colour. */
function snippetLines({ text, marks }: Found, columns: number, paint: Paint): string[] {
  let begin = 0
  return wrap(plainText(text), columns).map((line) => {
    const from = begin
    // Lines are cut at one space each.
    begin += line.length + 1
    return ' '.repeat(INDENT) + markedLine(line, from, marks, paint)
  })
}

function markedLine(line: string, from: number, marks: Found['marks'], paint: Paint): string {
  let at = 0
  let marked = ''
  for (const mark of marks) {
    const [start, end] = [mark.from, mark.to].map((place) =>
      Math.min(Math.max(place - from, at), line.length),
    )
    if (start === undefined || end === undefined || end <= start) continue
    marked += line.slice(at, start) + paint('bold', line.slice(start, end))
    at = end
  }
  return marked + line.slice(at)
}
