import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, saidOf } from '../conversation-entry.ts'
import type { ConversationFormat } from '../provider.ts'
import { chatText } from './documents.ts'
import { failureIn } from './failures.ts'
import { isAsking, isRetrying, isStopped, linesOf, modelIn, promptLines, promptText } from './lines.ts'
import { costIn, usageIn } from './usage.ts'

/** Lines have no times. Aider edits files by itself, from the answer's text: there are no tools, only its notes. */
export const conversation: ConversationFormat = {
  document: (file, session) => entriesIn(chatText(file, session)),
}

type BlockKind = 'prompt' | 'note' | 'text'

/** A chat while its lines are read, one after the other. */
interface Reading {
  readonly entries: ConversationEntry[]
  /** What the lines that are being gathered are, and what they say. */
  block: { readonly kind: BlockKind; readonly lines: string[] } | undefined
  /** True while what stands there without a mark is the model's. */
  isAnswered: boolean
  /** True from a prompt until its usage is shown, or it ends in another way. */
  isWorking: boolean
  /** Index of a request that failed, until it is known whether it is tried again. */
  failure: number | undefined
}

function entriesIn(text: string): readonly ConversationEntry[] {
  const reading: Reading = {
    entries: [],
    block: undefined,
    isAnswered: false,
    isWorking: false,
    failure: undefined,
  }
  const lines = linesOf(text)
  const prompts = promptLines(lines)
  for (const [index, line] of lines.entries()) {
    if (prompts.has(index)) gather(reading, 'prompt', promptText(line))
    else if (line.trim() === '') takeEmpty(reading)
    else if (line.startsWith('> ')) takeNote(reading, line.slice(2).trimEnd())
    else if (costIn(line) === undefined) takeText(reading, line)
  }
  endBlock(reading)
  return reading.entries
}

function gather(reading: Reading, kind: BlockKind, line: string): void {
  if (reading.block?.kind !== kind) endBlock(reading)
  reading.block ??= { kind, lines: [] }
  reading.block.lines.push(line)
}

/** An empty line ends a prompt, and stands within an answer. */
function takeEmpty(reading: Reading): void {
  if (reading.block?.kind === 'text') reading.block.lines.push('')
  else endBlock(reading)
}

function takeText(reading: Reading, line: string): void {
  endFailure(reading)
  gather(reading, 'text', line)
}

function endBlock(reading: Reading): void {
  const { block, entries } = reading
  reading.block = undefined
  if (!block) return
  const text = block.lines.join('\n').trim()
  if (block.kind === 'prompt') endPrompt(reading, text)
  else entries.push(...saidOf(block.kind === 'text' && reading.isAnswered ? 'answer' : 'note', text, {}))
}

/** A command is none that the model is asked; what it prints is not the model's. */
function endPrompt(reading: Reading, text: string): void {
  endFailure(reading)
  if (text === '' || text === '<blank>') return
  reading.isAnswered = isAsking(text)
  reading.isWorking ||= reading.isAnswered
  reading.entries.push(entryOf(reading.isAnswered ? 'prompt' : 'note', text, {}))
}

function takeNote(reading: Reading, note: string): void {
  const { entries } = reading
  const model = modelIn(note)
  const told = requestEntry(reading, note)
  if (told) {
    endBlock(reading)
    entries.push(told)
    if (told.kind === 'error') reading.failure = entries.length - 1
    return
  }
  if (takeRetry(reading, note)) return
  gather(reading, 'note', note)
  if (model !== undefined) entries.push({ kind: 'facts', text: '', model })
}

/** What a note tells of the request before it: its usage, its failure, its end. */
function requestEntry(reading: Reading, note: string): ConversationEntry | undefined {
  const usage = usageIn(note)
  if (usage) {
    reading.isWorking = false
    return { kind: 'facts', text: '', usage: { counts: usage.counts }, contextUsed: usage.contextUsed }
  }
  const failure = failureIn(note)
  if (failure) {
    endFailure(reading)
    return entryOf('error', failure.message, { limitHit: failure.blocks === 'quota' })
  }
  // At the prompt it only asks whether to leave.
  const isPending = reading.isWorking || reading.block?.kind === 'prompt'
  if (!isStopped(note) || !isPending) return undefined
  reading.isWorking = false
  return entryOf('interruption', note, {})
}

function takeRetry(reading: Reading, note: string): boolean {
  const { entries, failure } = reading
  const failed = failure === undefined ? undefined : entries[failure]
  if (!failed || failure === undefined || !isRetrying(note)) return false
  entries[failure] = { ...failed, kind: 'retry', text: `${failed.text}\n${note}` }
  reading.failure = undefined
  reading.isWorking = true
  return true
}

function endFailure(reading: Reading): void {
  if (reading.failure === undefined) return
  reading.failure = undefined
  reading.isWorking = false
}
