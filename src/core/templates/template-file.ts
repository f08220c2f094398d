import { z } from 'zod'
import { projectNameSchema, tagSchema } from '../../shared/contract/session.ts'
import { LONGEST_NOTE, MOST_TAGS } from '../../shared/domain/labels.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { nearestWord } from '../settings/nearest-word.ts'

const LONGEST_LINE = 200
const LONGEST_PATH = 4096
const LONGEST_PROMPT = 20_000
const MOST_SESSIONS = 20
const MOST_CONTEXT_FILES = 100

const line = z
  .string()
  .min(1)
  .max(LONGEST_LINE)
  .refine((text) => text === plainText(text), 'must be one line')
const path = z
  .string()
  .min(1)
  .max(LONGEST_PATH)
  .refine((text) => !text.includes('\0'), 'must be a path')

/** The templates file, in its own spelling. `assistants`: ids that a session's type may be. */
export function templateFileSchema(assistants: readonly string[]) {
  const session = z.strictObject({
    /** Id of the assistant. */
    type: z.string().refine((id) => assistants.includes(id), {
      error: ({ input }) => unknownAssistant(String(input), assistants),
    }),
    /** Where it starts: absolute, below the home folder (`~`), or relative to where the template is used. */
    folder: path.default('.'),
    tags: z.array(tagSchema).max(MOST_TAGS).default([]),
    project: projectNameSchema.optional(),
    note: z.string().min(1).max(LONGEST_NOTE).optional(),
    /** Files that it is told to read first, relative to its folder. */
    context_files: z.array(path).max(MOST_CONTEXT_FILES).default([]),
    /** What it is asked for. */
    prompt: z.string().min(1).max(LONGEST_PROMPT).optional(),
  })
  const template = z.strictObject({
    description: line.optional(),
    sessions: z.array(session).min(1).max(MOST_SESSIONS),
  })
  return z.strictObject({ templates: z.record(line, template).default({}) })
}

export type TemplateFile = z.infer<ReturnType<typeof templateFileSchema>>
export type Template = TemplateFile['templates'][string]
export type TemplateSession = Template['sessions'][number]

/** What can be a template's name: one line, and no key that means something to JavaScript. */
export function isTemplateName(name: string): boolean {
  return line.safeParse(name).success && name.trim() === name && name !== '__proto__'
}

function unknownAssistant(type: string, assistants: readonly string[]): string {
  const nearest = nearestWord(type, assistants)
  return nearest === undefined
    ? `is no assistant; there are ${assistants.join(', ')}`
    : `is no assistant. Did you mean "${nearest}"?`
}
