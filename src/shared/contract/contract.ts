import { type ContractRouterClient, eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { billSchema } from './bill.ts'
import {
  contextDetailSchema,
  contextListRequestSchema,
  contextListSchema,
  contextMessagesRequestSchema,
  contextMessagesSchema,
  contextPreviewSchema,
  contextProblemSchema,
  contextReferenceSchema,
  downloadedSchema,
  downloadRequestSchema,
  exportedSchema,
  exportRequestSchema,
  importedSchema,
  importRequestSchema,
  transferReferenceSchema,
  uploadedSchema,
  uploadPieceSchema,
} from './contexts.ts'
import {
  conversationPageRequestSchema,
  conversationPageSchema,
  conversationReferenceSchema,
  messageTextRequestSchema,
  messageTextSchema,
} from './conversation.ts'
import { LONGEST_NOTE, MOST_TAGS } from '../domain/labels.ts'
import { MOST_OVERVIEW_DAYS, overviewSchema } from './overview.ts'
import {
  noteSchema,
  projectNameSchema,
  sessionDetailSchema,
  sessionSchema,
  sessionStateSchema,
  tagSchema,
} from './session.ts'
import { foundMessagesSchema, searchRequestSchema } from './search.ts'
import { doctorReportSchema, providerFailureSchema, sourceSchema, systemInfoSchema } from './source.ts'
import { contextMakeUpSchema, findingsSchema, timelineSchema } from './timeline.ts'

/** Errors that a caller can act on. They carry what is needed to do so, over every transport. */
const withErrors = oc.errors({
  SESSION_NOT_FOUND: {
    message: 'No session has this id.',
    data: z.object({ id: z.string() }),
  },
  AMBIGUOUS_ID: {
    message: 'Several sessions have an id that begins so.',
    data: z.object({ id: z.string(), candidates: z.array(z.string()) }),
  },
  NOT_SAVED: {
    message: 'What was said of the session could not be saved.',
    /** Why, and what to do. */
    data: z.object({ reason: z.string() }),
  },
  TOO_MANY_TAGS: {
    message: `A session can have ${MOST_TAGS} tags.`,
  },
  CONVERSATION_UNREADABLE: {
    message: 'The conversation cannot be read.',
    /** `reason` is a sentence for people; `path` the transcript, where there is one. */
    data: z.object({ id: z.string(), path: z.string().nullable(), reason: z.string() }),
  },
  NOTHING_TO_FIND: {
    message: 'The query names nothing to find.',
    /** What to do, in a sentence. */
    data: z.object({ reason: z.string() }),
  },
  NO_SUCH_MESSAGE: {
    message: 'The conversation has no message at this position.',
    data: z.object({ position: z.number(), total: z.number() }),
  },
  CONTEXT_NOT_FOUND: {
    message: 'No imported context has this id.',
    data: z.object({ id: z.string() }),
  },
  CONTEXT_REFUSED: {
    message: 'The file cannot be imported.',
    data: z.object({ problems: z.array(contextProblemSchema) }),
  },
  CONTEXT_TOO_LARGE: {
    message: 'The file is larger than what is read or written.',
    data: z.object({ limitBytes: z.number() }),
  },
  TRANSFER_GONE: {
    message: 'What was handed over is not here any more. Begin again.',
  },
})

export const sessionFilterSchema = z.object({
  /** `recent`: live sessions and those of the last day, without those that were put away (tag `archived`) and are quiet. */
  scope: z.enum(['recent', 'all']).default('recent'),
  state: sessionStateSchema.optional(),
  provider: z.string().optional(),
  project: z.string().optional(),
  tag: z.string().optional(),
  limit: z.number().int().min(1).max(5000).default(500),
  offset: z.number().int().min(0).default(0),
})

/** How far the first reading of many transcripts is. Bytes are sizes of files; rows appear while it goes on. */
export const indexingSchema = z.object({
  filesDone: z.number().int().nonnegative(),
  filesTotal: z.number().int().nonnegative(),
  bytesDone: z.number().int().nonnegative(),
  bytesTotal: z.number().int().nonnegative(),
  /** Since the reading began. */
  bytesPerSecond: z.number().nonnegative(),
  /** At this rate; `null` where too little is done to tell. */
  secondsLeft: z.number().nonnegative().nullable(),
})
export type Indexing = z.infer<typeof indexingSchema>

export const sessionListSchema = z.object({
  generatedAt: z.date(),
  sessions: z.array(sessionSchema),
  /** Sessions that the filter matches, of which this is a page. */
  total: z.number().int().nonnegative(),
  sources: z.array(sourceSchema),
  /** Assistants that could not be looked at in full, with the reason: one at most for each. */
  failures: z.array(providerFailureSchema),
  /** Set while transcripts are being read for the first time: the list is not whole yet. */
  indexing: indexingSchema.nullable(),
})
export type SessionList = z.infer<typeof sessionListSchema>

/** Says which sessions changed; who shows one fetches it. */
export const changeSchema = z.object({
  revision: z.number().int().nonnegative(),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
  at: z.date(),
  /** True where the settings changed, or what of them does not apply: all that is shown may be another. */
  settings: z.literal(true).optional(),
})
export type Change = z.infer<typeof changeSchema>

/** Any unambiguous beginning of a session's id or of the assistant's own id. */
const sessionReference = z.object({ id: z.string().min(1).max(300) })

/** Tags to put on a session, or to take off. */
const tagChange = sessionReference.extend({ tags: z.array(tagSchema).min(1).max(MOST_TAGS) })
/** One line of plain text; `null` takes it back. */
const projectChange = sessionReference.extend({ project: projectNameSchema.nullable() })
const noteChange = sessionReference.extend({ text: z.string().min(1).max(LONGEST_NOTE).nullable() })
const tagsOfSession = z.object({ id: z.string(), tags: z.array(z.string()) })

/** The one way into the core, the same in every host. */
export const contract = {
  sessions: {
    list: withErrors.input(sessionFilterSchema).output(sessionListSchema),
    get: withErrors.input(sessionReference).output(sessionDetailSchema),
    /** Those of `ids` that exist, in no special order: for a screen that was told what changed. */
    byIds: withErrors
      .input(z.object({ ids: z.array(z.string()).max(500) }))
      .output(z.object({ sessions: z.array(sessionSchema), missing: z.array(z.string()) })),
    /** Answers all tags that the session has then. A tag that it has already stays. */
    tag: withErrors.input(tagChange).output(tagsOfSession),
    /** Answers the tags that are left. A tag that it does not have is no error. */
    untag: withErrors.input(tagChange).output(tagsOfSession),
    /** Answers the project's name as it stands then. `null` gives it the name of its folder again. */
    setProject: withErrors
      .input(projectChange)
      .output(z.object({ id: z.string(), project: z.string().nullable() })),
    /** `null` removes the note. */
    setNote: withErrors.input(noteChange).output(z.object({ id: z.string(), note: noteSchema.nullable() })),
    /** Starts with a change that names nothing, so that a client knows its revision. */
    changes: withErrors.output(eventIterator(changeSchema)),
  },
  /** How everything is, and what it took over the last days, today included. */
  overview: withErrors
    .input(z.object({ days: z.number().int().min(1).max(MOST_OVERVIEW_DAYS).default(30) }))
    .output(overviewSchema),
  conversations: {
    /** A page of what was said and done, by position. Empty beyond the end; what cannot be read is an error, never an empty page. */
    page: withErrors.input(conversationPageRequestSchema).output(conversationPageSchema),
    /** A message's text, or the part of it that is asked for. */
    text: withErrors.input(messageTextRequestSchema).output(messageTextSchema),
    /** How context, tokens and health went over time. */
    timeline: withErrors.input(conversationReferenceSchema).output(timelineSchema),
    /** What the context is made of now. */
    contextMakeUp: withErrors.input(conversationReferenceSchema).output(contextMakeUpSchema),
    /** Evidence of context rot, each with the messages that prove it. */
    findings: withErrors.input(conversationReferenceSchema).output(findingsSchema),
    /** Messages by their words, the newest first, over all sessions or in one. */
    search: withErrors.input(searchRequestSchema).output(foundMessagesSchema),
  },
  /**
   * Contexts in and out. Files travel in pieces, because a message is bounded: `upload` until all is there, then `preview`
   * and `import`; or `export`, then `download` until `next` is `null`.
   */
  contexts: {
    /** Hands over the next piece of a file. It is kept in memory, for some minutes. */
    upload: withErrors.input(uploadPieceSchema).output(uploadedSchema),
    /** Reads what was handed over and says what an import would do, or what is wrong and where. */
    preview: withErrors.input(transferReferenceSchema).output(contextPreviewSchema),
    /** Keeps all contexts of what was handed over, or none. */
    import: withErrors.input(importRequestSchema).output(importedSchema),
    /** Forgets what was handed over, or what waits to be fetched. */
    discard: withErrors.input(transferReferenceSchema).output(z.object({})),
    list: withErrors.input(contextListRequestSchema).output(contextListSchema),
    get: withErrors.input(contextReferenceSchema).output(contextDetailSchema),
    /** What was said in an imported context, by position. Empty beyond the end, and where it was left out. */
    messages: withErrors.input(contextMessagesRequestSchema).output(contextMessagesSchema),
    /** Removes an imported context. */
    remove: withErrors.input(contextReferenceSchema).output(z.object({})),
    /** Puts a file together of sessions and imported contexts. */
    export: withErrors.input(exportRequestSchema).output(exportedSchema),
    /** The next piece of that file. */
    download: withErrors.input(downloadRequestSchema).output(downloadedSchema),
  },
  system: {
    info: withErrors.output(systemInfoSchema),
    doctor: withErrors.output(doctorReportSchema),
    /** What the program itself costs, and how often it looks at what. */
    bill: withErrors.output(billSchema),
    /** Looks again now, and answers when done. */
    refresh: withErrors.output(z.object({ revision: z.number().int().nonnegative() })),
  },
}
export type Contract = typeof contract

/** The contract as its callers see it, over every transport. */
export type ContractClient = ContractRouterClient<Contract>
