import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { conversationPageSchema } from '../src/shared/contract/conversation.ts'
import { sessionSchema } from '../src/shared/contract/session.ts'
import * as answers from '../src/cli/json-answers.ts'
import { doctorReportSchema, sourceSchema, systemInfoSchema } from '../src/shared/contract/source.ts'
import { contextMakeUpSchema, findingsSchema, timelineSchema } from '../src/shared/contract/timeline.ts'

/** The part of JSON Schema that names fields. */
interface FieldTree {
  readonly properties?: Readonly<Record<string, FieldTree>> | undefined
  readonly items?: FieldTree | undefined
  readonly anyOf?: readonly FieldTree[] | undefined
}

const fieldTree: z.ZodType<FieldTree> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), fieldTree).optional(),
    items: fieldTree.optional(),
    anyOf: z.array(fieldTree).optional(),
  }),
)

function fieldsOf(schema: z.ZodType): string[] {
  return names('', fieldTree.parse(z.toJSONSchema(schema, { unrepresentable: 'any' })))
}

function names(prefix: string, tree: FieldTree): string[] {
  if (tree.anyOf) return tree.anyOf.flatMap((one) => names(prefix, one))
  if (tree.items) return names(`${prefix}[]`, tree.items)
  return Object.entries(tree.properties ?? {}).flatMap(([name, child]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    return [path, ...names(path, child)]
  })
}

/** Names in the first column of the table under a heading of docs/json.md. */
function documented(heading: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../docs/json.md'), 'utf8')
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '')
}

describe('docs/json.md', () => {
  it('describes each field of a session, and no other', () => {
    expect(documented('A session').toSorted()).toEqual(fieldsOf(sessionSchema).toSorted())
  })

  it('describes each field of a source, and no other', () => {
    expect(documented('A source').toSorted()).toEqual(fieldsOf(sourceSchema).toSorted())
  })

  it.each([
    ['A page of a conversation', conversationPageSchema],
    ['A timeline', timelineSchema],
    ['What a context is made of', contextMakeUpSchema],
    ['Findings', findingsSchema],
  ])('describes each field of what show prints, and no other: %s', (heading, schema) => {
    expect(documented(heading).toSorted()).toEqual(fieldsOf(schema).toSorted())
  })

  it.each([
    ['A change of tags', answers.taggedAnswer],
    ['A project', answers.projectAnswer],
    ['A note', answers.noteAnswer],
    ['Recommendations', answers.recommendAnswer],
    ['An export', answers.exportAnswer],
    ['An import', answers.importAnswer],
    ['A hand-off', answers.handoffAnswer],
    ['Imported contexts', answers.contextsAnswer],
    ['A removed context', answers.removedAnswer],
    ['Templates', answers.templatesAnswer],
    ['A prepared template', answers.createdAnswer],
    ['A saved template', answers.savedAnswer],
    ['A window', answers.openAnswer],
    ['A server', answers.serveAnswer],
    ['This installation', systemInfoSchema],
    ['Settings in force', answers.configAnswer],
    ['A written settings file', answers.writtenConfigAnswer],
  ])('describes each field of what the other commands print, and no other: %s', (heading, schema) => {
    expect(documented(heading).toSorted()).toEqual(fieldsOf(schema).toSorted())
  })

  it("describes each field of the doctor's report that is not described elsewhere", () => {
    const own = fieldsOf(doctorReportSchema).filter((field) => !/^(?:info|sources\[\]|bill)\./.test(field))
    expect(documented("The doctor's report").toSorted()).toEqual(own.toSorted())
  })
})
