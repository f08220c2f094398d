import { type JsonObject, maybeObjectOf, objectsOf, textOf } from '../../json-values.ts'

/** A call that the model made of a tool. */
export interface FunctionCall {
  readonly id: string
  readonly name: string
  readonly args: JsonObject
}

/** Text of a message's content, which is a string or a list of parts. A model's thoughts are left out. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return objectsOf(content)
    .filter((part) => part['thought'] !== true)
    .map((part) => textOf(part['text']) ?? '')
    .filter((text) => text !== '')
    .join('\n')
}

/** The tool calls among the parts of a message; one without an id is no call that anything could answer. */
export function functionCalls(parts: unknown): readonly FunctionCall[] {
  return objectsOf(parts).flatMap((part) => {
    const call = maybeObjectOf(part['functionCall'])
    const id = textOf(call?.['id'])
    const name = textOf(call?.['name'])
    return id === undefined || name === undefined
      ? []
      : [{ id, name, args: maybeObjectOf(call?.['args']) ?? {} }]
  })
}

/** Ids of the calls that a message answers. */
export function answeredCalls(parts: unknown): readonly string[] {
  return objectsOf(parts).flatMap((part) => textOf(maybeObjectOf(part['functionResponse'])?.['id']) ?? [])
}

/** True for a message that answers a tool call, whether or not it tells which one. */
export function isToolAnswer(parts: unknown): boolean {
  return objectsOf(parts).some((part) => maybeObjectOf(part['functionResponse']) !== undefined)
}
