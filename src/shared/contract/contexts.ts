import { z } from 'zod'
import { CONTEXT_FORMATS, PIECE_BYTES } from '../domain/context-files.ts'
import { tagSchema } from './session.ts'

/** Contexts that a preview tells of one by one; the others are counted. */
export const MOST_PREVIEWED_CONTEXTS = 200

/** Sessions and imported contexts that go into one file. */
export const MOST_EXPORTED_CONTEXTS = 100

/** Messages of an imported context that come in one answer. */
export const MOST_CONTEXT_MESSAGES = 50

const count = z.number().int().nonnegative()
const pieceSchema = z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4)
const transferSchema = z.string().min(1).max(60)
/** Any unambiguous beginning of an id. */
const reference = z.string().min(1).max(300)

export const contextProblemSchema = z.object({
  /** Where in the content: `session.id`; empty for the file as a whole. */
  path: z.string(),
  /** Both count from 1; `null` where no one place is to blame. */
  place: z.object({ line: count, column: count }).nullable(),
  message: z.string(),
})
export type ContextFileProblem = z.infer<typeof contextProblemSchema>

const redactionSchema = z.object({
  /** Secrets by kind that were taken out. */
  secrets: z.record(z.string(), count),
  homeFolders: count,
})

/** A context without its content. Texts are one plain line each, and cut where they are long. */
export const contextSummarySchema = z.object({
  id: z.string(),
  /** The session that it was exported from, perhaps on another machine. */
  sessionId: z.string(),
  provider: z.string(),
  title: z.string().nullable(),
  project: z.string().nullable(),
  model: z.string().nullable(),
  exportedAt: z.date(),
  /** Program and version that wrote it. */
  generator: z.string(),
  startedAt: z.date().nullable(),
  lastActivityAt: z.date().nullable(),
  /** Prompts and answers of the session. */
  messages: count,
  /** Messages that came along, those of tools included; `null` where the conversation was left out. */
  conversationMessages: count.nullable(),
  tokens: count.nullable(),
  costUsd: z.number().nonnegative().nullable(),
  healthScore: z.number().min(0).max(100).nullable(),
  files: count,
  tags: z.array(tagSchema),
  note: z.string().nullable(),
  /** What was taken out when it was exported; `null` where nothing was looked for. */
  redacted: redactionSchema.nullable(),
  /** As JSON without spaces, in UTF-8. */
  sizeBytes: count,
})
export type ContextSummary = z.infer<typeof contextSummarySchema>

/** Files that are told of, those that were touched most. */
export const MOST_CONTEXT_FILES = 100

/** An imported context, with what is told of it where it is shown alone. */
export const contextDetailSchema = contextSummarySchema.extend({
  /** The session here that it belongs to; `null` where it stands for itself. */
  attachedTo: z.string().nullable(),
  importedAt: z.date(),
  touched: z.array(z.object({ path: z.string(), reads: count, writes: count })),
})
export type ContextDetail = z.infer<typeof contextDetailSchema>

/**
 * Whether an import would add a context. `known`: the very same one is here. `repeated`: the very same one stands
 * before it in the file. `other-export`: another export of the same session is here, and both will be.
 */
export const contextNoveltySchema = z.enum(['new', 'known', 'repeated', 'other-export'])
export type ContextNovelty = z.infer<typeof contextNoveltySchema>

export const previewedContextSchema = contextSummarySchema.extend({
  novelty: contextNoveltySchema,
  /** Whether its session is among those of this machine. */
  sessionIsHere: z.boolean(),
})
export type PreviewedContext = z.infer<typeof previewedContextSchema>

/** What an import of a file would do. Nothing is written for it. */
export const contextPreviewSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('importable'),
    /** The first ones; `total` counts all. */
    contexts: z.array(previewedContextSchema),
    total: count,
    /** How many would be added. */
    added: count,
    /** Sums over all of the file. */
    tokens: count,
    messages: count,
    /** True for Markdown, whose conversation is there for people and stays behind. */
    withoutConversation: z.boolean(),
    /** Bytes of the file as it came. */
    sizeBytes: count,
  }),
  z.object({ kind: z.literal('refused'), problems: z.array(contextProblemSchema), sizeBytes: count }),
])
export type ContextPreview = z.infer<typeof contextPreviewSchema>

export const uploadPieceSchema = z.object({
  /** `null` with the first piece. */
  transfer: transferSchema.nullable(),
  /** Bytes that were handed over before. */
  from: count,
  /** Base64 of the next bytes: `PIECE_BYTES` of them, fewer at the end. */
  piece: pieceSchema,
})
export const uploadedSchema = z.object({ transfer: transferSchema, sizeBytes: count })

export const transferReferenceSchema = z.object({ transfer: transferSchema })

export const importRequestSchema = transferReferenceSchema.extend({
  /** A session here that the contexts belong to from now on. */
  attachTo: reference.nullable().default(null),
})
export const importedSchema = z.object({
  contexts: z.array(
    z.object({
      id: z.string(),
      sessionId: z.string(),
      title: z.string().nullable(),
      /** False where the very same context was here before. */
      isNew: z.boolean(),
    }),
  ),
  attachedTo: z.string().nullable(),
})
export type ImportedContexts = z.infer<typeof importedSchema>

export const contextListRequestSchema = z.object({
  limit: z.number().int().min(1).max(500).default(100),
  offset: count.default(0),
})
export const listedContextSchema = z.object({
  id: z.string(),
  sessionId: z.string(),
  provider: z.string(),
  title: z.string().nullable(),
  /** The session here that it belongs to; `null` where it stands for itself. */
  attachedTo: z.string().nullable(),
  importedAt: z.date(),
  sizeBytes: count,
})
export type ListedContext = z.infer<typeof listedContextSchema>
/** The newest first. */
export const contextListSchema = z.object({ contexts: z.array(listedContextSchema), total: count })

export const contextReferenceSchema = z.object({ id: reference })

export const contextMessagesRequestSchema = contextReferenceSchema.extend({
  from: count.default(0),
  limit: z.number().int().min(1).max(MOST_CONTEXT_MESSAGES).default(MOST_CONTEXT_MESSAGES),
})
export const contextMessagesSchema = z.object({
  messages: z.array(
    z.object({
      position: count,
      kind: z.string(),
      at: z.date().nullable(),
      model: z.string().nullable(),
      tool: z.string().nullable(),
      text: z.string(),
      /** Characters of the message that `text` leaves out. */
      omitted: count,
    }),
  ),
  total: count,
})
export type ContextMessages = z.infer<typeof contextMessagesSchema>

export const exportRequestSchema = z
  .object({
    /** Sessions and imported contexts. */
    ids: z.array(reference).min(1).max(MOST_EXPORTED_CONTEXTS),
    /** As the settings say where it is left out, like the two below; JSON where these say what cannot hold all of `ids`. */
    format: z.enum(CONTEXT_FORMATS).optional(),
    gzip: z.boolean().default(false),
    conversation: z.boolean().optional(),
    /** Whether secrets and home folders are taken out. An imported context is given back as it came. */
    redact: z.boolean().optional(),
  })
  .refine(({ ids, format }) => format !== 'markdown' || ids.length === 1, {
    path: ['format'],
    message: 'Markdown holds one session a file.',
  })
/** A file that waits to be fetched, piece by piece, for some minutes. */
export const exportedSchema = z.object({
  transfer: transferSchema,
  /** A file name that every system takes. */
  name: z.string(),
  sizeBytes: count,
  contexts: count,
  /** What was taken out of all of them; `null` where nothing was looked for. */
  redacted: redactionSchema.nullable(),
})
export type ExportedContexts = z.infer<typeof exportedSchema>

export const downloadRequestSchema = transferReferenceSchema.extend({ from: count })
export const downloadedSchema = z.object({
  /** Base64 of the next bytes. */
  piece: pieceSchema,
  /** Where the next piece begins; `null` after the last, with which the file is gone from here. */
  next: count.nullable(),
})
