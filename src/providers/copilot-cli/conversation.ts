import type { ConversationEntry } from '../../shared/domain/conversation.ts'
import { entryOf, saidOf } from '../conversation-entry.ts'
import {
  instantOf,
  type JsonObject,
  objectOf,
  objectsOf,
  parseJson,
  textOf,
  tokensOf,
} from '../json-values.ts'
import type { ConversationFormat, EntrySelection, LineConversation, PlacedEntry } from '../provider.ts'
import { inputText, partsText, toolUse } from '../tool-calls.ts'
import { failureOf } from './failures.ts'
import { outcomeOf } from './tools.ts'
import { usageOf } from './usage.ts'

const CONVERSATION = 'conversation-agent'
const COMPACTION = 'conversation-compaction'
/** Sources of messages that a person typed. */
const PERSONS_SOURCES = new Set(['user', 'immediate-prompt'])
const OWN_ABORTS = new Set(['autopilot_credit_limit'])

interface CopilotEntry extends ConversationEntry {
  /** `compaction`: usage of a compaction, which its own record tells again. */
  readonly says?: 'compaction'
}

export const conversation: ConversationFormat = {
  lines: { entries: entriesOf, selection: () => new OneUsage() } satisfies LineConversation<CopilotEntry>,
}

/** The usage of a compaction stands in a usage record, or in versions without these beside its summary. */
class OneUsage implements EntrySelection<CopilotEntry> {
  private isRecorded = false

  take(placed: PlacedEntry<CopilotEntry>): readonly PlacedEntry<CopilotEntry>[] {
    const { entry } = placed
    if (entry.says === 'compaction') this.isRecorded = true
    if (entry.kind !== 'compaction' || !entry.usage) return [placed]
    const wasRecorded = this.isRecorded
    this.isRecorded = false
    const { usage: _usage, ...rest } = entry
    return [wasRecorded ? { ...placed, entry: rest } : placed]
  }
}

type Base = Pick<ConversationEntry, 'at' | 'subagent'> & { readonly key: string | undefined }

function entriesOf(line: string): readonly CopilotEntry[] {
  const row = objectOf(parseJson(line))
  const data = objectOf(row['data'])
  const at = instantOf(row['timestamp'])
  const base: Base = {
    key: textOf(row['id']),
    ...(at !== undefined && { at }),
    ...(textOf(row['agentId']) !== undefined && { subagent: true }),
  }
  const read = READERS.get(textOf(row['type']) ?? '')
  return read ? read(data, base) : []
}

const READERS: ReadonlyMap<string, (data: JsonObject, base: Base) => readonly CopilotEntry[]> = new Map([
  ['user.message', prompt],
  ['assistant.message', answer],
  ['tool.execution_start', toolStart],
  ['tool.execution_complete', toolEnd],
  ['tool.user_requested', personsCall],
  ['session.usage_record', usageRecord],
  ['session.error', (data, base) => [failure(data, base)]],
  ['session.compaction_complete', compaction],
  ['session.model_change', modelChange],
  ['session.auto_mode_resolved', modelChange],
  ['session.start', (data) => modelFacts(textOf(data['selectedModel']))],
  ['abort', abort],
])

function prompt(data: JsonObject, base: Base): readonly ConversationEntry[] {
  const source = textOf(data['source'])
  const isPersons = source === undefined || PERSONS_SOURCES.has(source)
  const isTyped = isPersons && data['isAutopilotContinuation'] !== true && base.subagent !== true
  const text = textOf(data['content']) ?? ''
  return isTyped ? [entryOf('prompt', text, base)] : saidOf('note', text, base)
}

function answer(data: JsonObject, { key, ...base }: Base): readonly ConversationEntry[] {
  const model = textOf(data['model'])
  const thought = textOf(data['reasoningText']) ?? ''
  return [
    ...saidOf('thinking', thought, { ...base, model, key: `${key ?? ''}/thought` }),
    ...saidOf('answer', textOf(data['content']) ?? '', { ...base, model, key }),
    ...objectsOf(data['toolRequests']).map((request) =>
      call(textOf(request['toolCallId']), textOf(request['name']), request['arguments'], { ...base, model }),
    ),
  ]
}

function toolStart(data: JsonObject, { key: _key, ...base }: Base): readonly ConversationEntry[] {
  const model = textOf(data['model'])
  return [call(textOf(data['toolCallId']), textOf(data['toolName']), data['arguments'], { ...base, model })]
}

/** A call is told by the answer that asks for it and by its start: the first counts. */
function call(
  id: string | undefined,
  name: string | undefined,
  input: unknown,
  base: Omit<Base, 'key'> & { readonly model: string | undefined },
): ConversationEntry {
  return entryOf('tool-call', inputText(input), { ...base, key: id, tool: toolUse(id, name, input) })
}

function toolEnd(data: JsonObject, { key: _key, ...base }: Base): readonly ConversationEntry[] {
  const callId = textOf(data['toolCallId'])
  const metrics = objectOf(objectOf(data['toolTelemetry'])['metrics'])
  const isMain = base.subagent !== true
  const text =
    partsText(objectOf(data['result'])['content']) || (textOf(objectOf(data['error'])['message']) ?? '')
  return [
    entryOf('tool-result', text, {
      ...base,
      key: callId === undefined ? undefined : `${callId}/result`,
      tool: callId === undefined ? undefined : { callId },
      outcome: outcomeOf(data),
      contextUsed: isMain ? tokensOf(metrics['context_current_tokens']) : undefined,
      contextLimit: isMain ? tokensOf(metrics['context_token_limit']) : undefined,
    }),
  ]
}

/** A command that the person typed behind `!`: what is told of its run afterwards is no call of the model. */
function personsCall(data: JsonObject, base: Base): readonly ConversationEntry[] {
  return [entryOf('note', inputText(data['arguments']), { ...base, key: textOf(data['toolCallId']) })]
}

/** Stands before the answer that it measures. */
function usageRecord(data: JsonObject, { at, subagent, key }: Base): readonly CopilotEntry[] {
  const fields = objectOf(data['usage'])
  const usage = usageOf(fields)
  if (!usage) return []
  const interaction = textOf(fields['interactionType']) ?? CONVERSATION
  const isMain = subagent !== true && interaction === CONVERSATION
  const entry = entryOf('facts', '', {
    at,
    subagent: !isMain,
    model: isMain ? textOf(fields['model']) : undefined,
    usage: { key: textOf(fields['apiCallId']) ?? key ?? '', counts: usage.counts, ahead: isMain },
    contextUsed: isMain ? usage.total : undefined,
    contextLimit: isMain ? tokensOf(fields['maxPromptTokens']) : undefined,
  })
  return [interaction === COMPACTION ? { ...entry, says: 'compaction' } : entry]
}

function failure(data: JsonObject, base: Base): ConversationEntry {
  const { message, blocks } = failureOf(data, base.at ?? 0)
  return entryOf('error', message, { ...base, limitHit: blocks !== undefined })
}

function compaction(data: JsonObject, base: Base): readonly ConversationEntry[] {
  if (base.subagent === true) return []
  if (data['success'] === false) return [failure(data, base)]
  const usage = usageOf(objectOf(data['compactionTokensUsed']))
  return [
    entryOf('compaction', textOf(data['summaryContent']) ?? '', {
      ...base,
      usage: usage && { key: `${base.key ?? ''}/compaction`, counts: usage.counts },
      contextUsed: tokensOf(data['postCompactionTokens']),
      contextLimit: tokensOf(data['tokenLimit']),
    }),
  ]
}

function modelChange(data: JsonObject): readonly ConversationEntry[] {
  return modelFacts(textOf(data['newModel']) ?? textOf(data['chosenModel']))
}

/** `auto` names the choice of a model, not a model. */
function modelFacts(model: string | undefined): readonly ConversationEntry[] {
  return model === undefined || model === 'auto' ? [] : [entryOf('facts', '', { model })]
}

function abort(data: JsonObject, base: Base): readonly ConversationEntry[] {
  const isPersons = !OWN_ABORTS.has(textOf(data['reason']) ?? '')
  return isPersons ? [entryOf('interruption', 'The turn was stopped.', base)] : []
}
