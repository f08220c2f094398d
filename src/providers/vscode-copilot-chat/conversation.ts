import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, measured, saidOf } from '../conversation-entry.ts'
import {
  instantOf,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  objectsOf,
  textOf,
} from '../json-values.ts'
import type { ConversationFormat, DocumentConversation } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { chatIn } from './documents.ts'
import { phaseOf } from './endings.ts'
import { namedPaths, outcomeOf } from './parts.ts'
import { modelOf, promptOf } from './tell-turn.ts'
import { usageOf } from './usage.ts'

export const conversation: ConversationFormat = { document: conversationOf }

function conversationOf(file: Parameters<DocumentConversation>[0]): readonly ConversationEntry[] {
  const { chat } = chatIn(file)
  let at = instantOf(chat['creationDate'])
  return listOf(chat['requests']).flatMap((turn, index) => {
    if (!isJsonObject(turn)) return []
    at = instantOf(turn['timestamp']) ?? at
    return turnEntries(turn, textOf(turn['requestId']) ?? `${index}`, at)
  })
}

/** A prompt and all that came of it. */
function turnEntries(turn: JsonObject, id: string, at: number | undefined): readonly ConversationEntry[] {
  const model = modelOf(turn)
  const response = objectsOf(turn['response']).flatMap((part, index) =>
    partEntries(part, `${id}:${index}`, { at, model }),
  )
  const usage = usageOf(turn)
  // A turn that the person took back is shown no more, and is no part of the next prompt.
  const isUndone = turn['isHidden'] === true || isJsonObject(turn['shouldBeRemovedOnSend'])
  const counts = {
    uncachedInput: usage?.prompt ?? 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: usage?.output ?? 0,
  }
  const facts = usage && {
    usage: { key: id, counts },
    ...(!isUndone && usage.prompt > 0 && { contextUsed: usage.prompt }),
  }
  return [
    entryOf('prompt', promptOf(turn), { at, key: id }),
    ...(facts ? measured(joined(response), facts) : joined(response)),
    ...(isUndone ? [] : ending(turn, `${id}/end`, at)),
  ]
}

/** The editor writes an answer down in pieces of text. */
function joined(entries: readonly ConversationEntry[]): readonly ConversationEntry[] {
  const whole: ConversationEntry[] = []
  for (const entry of entries) {
    const last = whole.at(-1)
    const isMore = last?.kind === entry.kind && (entry.kind === 'answer' || entry.kind === 'thinking')
    if (isMore && last) whole[whole.length - 1] = { ...last, text: last.text + entry.text }
    else whole.push(entry)
  }
  return whole
}

function partEntries(
  part: JsonObject,
  key: string,
  told: { readonly at: number | undefined; readonly model: string | undefined },
): readonly ConversationEntry[] {
  switch (part['kind']) {
    case undefined:
    case 'markdownContent':
      return saidOf('answer', markdownOf(part['content'] ?? part), { ...told, key })
    case 'thinking':
      return saidOf('thinking', partsText(part['value']), { ...told, key })
    case 'toolInvocationSerialized':
      return toolEntries(part, textOf(part['toolCallId']) ?? key, told)
    default:
      return []
  }
}

/** A Markdown text, which is an object with a `value`, or a text alone. */
function markdownOf(content: unknown): string {
  return textOf(content) ?? textOf(objectOf(content)['value']) ?? ''
}

function toolEntries(
  part: JsonObject,
  callId: string,
  told: { readonly at: number | undefined; readonly model: string | undefined },
): readonly ConversationEntry[] {
  const specific = objectOf(part['toolSpecificData'])
  const command = textOf(objectOf(specific['commandLine'])['original']) ?? textOf(specific['command'])
  const shown = markdownOf(part['invocationMessage'])
  const input = command === undefined ? (specific['rawInput'] ?? { description: shown }) : { command }
  const [target] = namedPaths(part)
  const use = toolUse(callId, textOf(part['toolId']), input)
  const tool = target === undefined ? use : { ...use, target }
  const call = entryOf('tool-call', command ?? (shown || inputText(input)), { ...told, key: callId, tool })
  const outcome = outcomeOf(part)
  if (outcome === undefined) return [call]
  const details = objectOf(part['resultDetails'])
  const text = partsText(details['output']) || markdownOf(part['pastTenseMessage'])
  return [
    call,
    entryOf('tool-result', text, { at: told.at, key: `${callId}/result`, tool: { callId }, outcome }),
  ]
}

function ending(turn: JsonObject, key: string, at: number | undefined): readonly ConversationEntry[] {
  const phase = phaseOf(turn, objectOf(turn['modelState'])['value'], false)
  if (phase === 'interrupted') return [entryOf('interruption', 'The person stopped the turn.', { at, key })]
  if (phase !== 'failed') return []
  const error = objectOf(objectOf(turn['result'])['errorDetails'])
  const text = textOf(error['message']) ?? 'The turn failed; the editor wrote no reason down.'
  return [entryOf('error', text, { at, key, limitHit: error['isQuotaExceeded'] === true })]
}
