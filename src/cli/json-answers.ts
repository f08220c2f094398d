import { z } from 'zod'
import { noteSchema, recommendationSchema } from '../shared/contract/session.ts'

/**
 * Shapes of what commands print with `--json`, beside those of the contract. Described in docs/json.md; tests hold both
 * to them. Instants are text here, as in all JSON.
 */
const id = z.string()
const instant = z.iso.datetime()
const count = z.number().int().nonnegative()

export const taggedAnswer = z.strictObject({ id, tags: z.array(z.string()) })

export const projectAnswer = z.strictObject({ id, project: z.string().nullable() })

export const noteAnswer = z.strictObject({
  id,
  note: z.strictObject({ ...noteSchema.shape, updatedAt: instant }).nullable(),
})

export const recommendAnswer = z.strictObject({
  sessions: z.array(
    z.strictObject({ id, title: z.string().nullable(), recommendations: z.array(recommendationSchema) }),
  ),
})

export const importAnswer = z.strictObject({
  contexts: z.array(
    z.strictObject({
      id,
      sessionId: z.string(),
      title: z.string().nullable(),
      isNew: z.boolean().nullable(),
    }),
  ),
  attachedTo: z.string().nullable(),
  imported: z.boolean(),
})

export const contextsAnswer = z.strictObject({
  contexts: z.array(
    z.strictObject({
      id,
      sessionId: z.string(),
      attachedTo: z.string().nullable(),
      title: z.string().nullable(),
      importedAt: instant,
      sizeBytes: count,
    }),
  ),
})

export const removedAnswer = z.strictObject({ removed: z.string() })

export const exportAnswer = z.strictObject({
  files: z.array(z.string()),
  contexts: count,
  secrets: count.nullable(),
})

export const handoffAnswer = z.strictObject({
  id,
  to: z.string(),
  tokens: count,
  leftOut: z.array(z.string()),
  folder: z.string(),
  text: z.string(),
})

const problems = z.array(
  z.strictObject({
    kind: z.enum(['file', 'refused', 'unknown']),
    key: z.string(),
    line: count.nullable(),
    column: count.nullable(),
    message: z.string(),
  }),
)

export const templatesAnswer = z.strictObject({
  path: z.string(),
  templates: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().nullable(),
      sessions: z.array(
        z.strictObject({
          type: z.string(),
          folder: z.string(),
          tags: z.array(z.string()),
          project: z.string().nullable(),
          note: z.string().nullable(),
          contextFiles: z.array(z.string()),
          prompt: z.string().nullable(),
        }),
      ),
    }),
  ),
  problems,
})

export const createdAnswer = z.strictObject({
  template: z.string(),
  started: z.boolean(),
  tmuxSession: z.string().nullable(),
  sessions: z.array(
    z.strictObject({
      type: z.string(),
      folder: z.string(),
      tags: z.array(z.string()),
      project: z.string().nullable(),
      note: z.string().nullable(),
      contextFiles: z.array(z.string()),
      command: z.strictObject({ program: z.string(), args: z.array(z.string()) }).nullable(),
    }),
  ),
})

export const savedAnswer = z.strictObject({ path: z.string(), name: z.string(), sessions: count })

export const configAnswer = z.strictObject({
  path: z.string(),
  exists: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  problems,
})

export const writtenConfigAnswer = z.strictObject({ path: z.string(), keptAs: z.string().nullable() })

export const openAnswer = z.strictObject({
  shown: z.literal('desktop').nullable(),
  url: z.string().nullable(),
  sessionId: z.string().nullable(),
})

export const serveAnswer = z.strictObject({ url: z.string(), port: count })
