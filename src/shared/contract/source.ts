import { z } from 'zod'
import { THEMES } from '../domain/theme.ts'
import { billSchema } from './bill.ts'

const count = z.number().int().nonnegative()

/** A place where transcripts were looked for, and what came of it. */
export const sourceSchema = z.object({
  provider: z.string(),
  path: z.string(),
  /** `absent`: no such folder, the assistant is probably not used. `partial`: some of it could not be read. */
  status: z.enum(['ok', 'absent', 'partial', 'unreadable']),
  /** Transcripts found. */
  files: count,
  linesRead: count,
  /** Lines that did not count, by reason. The sum never exceeds `linesRead`. */
  linesSkipped: z.record(z.string(), count),
  /** Files and folders that could not be read, with the reason: never silent. */
  problems: z.array(z.object({ path: z.string(), reason: z.string() })),
})
export type Source = z.infer<typeof sourceSchema>

/** An assistant that we could not look at in full because our own code for it failed. */
export const providerFailureSchema = z.object({
  provider: z.string(),
  /** What failed, in one line. */
  reason: z.string(),
})
export type ProviderFailure = z.infer<typeof providerFailureSchema>

/** Sessions' processes that were seen or could not be. */
export const processReportSchema = z.object({
  scanned: count,
  /** Processes that may not be read. Counted, never named. */
  unreadable: count,
  assistants: count,
})

export const systemInfoSchema = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  sqlite: z.string(),
  /** True where this process owns the index; others only read it. */
  ownsIndex: z.boolean(),
  host: z.object({
    kind: z.enum(['cli', 'server', 'desktop']),
    /** What this host can do beyond reading. */
    capabilities: z.array(z.string()),
  }),
  machine: z.object({
    /** Name and version of the system, as its vendor calls it. */
    system: z.string(),
    cpuModel: z.string(),
    /** Logical processors. */
    cpus: count,
    memoryBytes: count,
    /** Names this run of the system. */
    bootId: z.string(),
  }),
  /** True where the sessions are sample data. */
  demo: z.boolean(),
  /** The assistants that are looked for, in the order of their ids. */
  providers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** CSS colour of its mark. */
      color: z.string(),
      /** One or two letters, where its name does not fit. */
      monogram: z.string(),
      /** Whether a session can be handed to it: it can be started with a prompt. */
      startable: z.boolean(),
    }),
  ),
  prices: z.object({
    source: z.string(),
    date: z.string(),
    /** Models that the settings have a price for. */
    own: count,
  }),
  settings: z.object({
    /** Where the file is, or would be. */
    path: z.string(),
    /** What of it does not apply, one line each. */
    problems: z.array(z.string()),
    /** For screens, where the person chose nothing else there. */
    dashboard: z.object({ theme: z.enum(THEMES), refreshMs: z.number() }),
  }),
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

export const doctorReportSchema = z.object({
  info: systemInfoSchema,
  sources: z.array(sourceSchema),
  processes: processReportSchema,
  providers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sessions: count,
      versions: z.array(z.string()),
      error: z.string().nullable(),
      /** For a model server: where it is, and what came of asking it, in one sentence. */
      modelServer: z.string().nullable(),
      /**
       * Records of a type that we do not know, by the version that wrote them (`null`: not told): the format has
       * changed. The most first.
       */
      unknownRecords: z.array(z.object({ version: z.string().nullable(), count })),
    }),
  ),
  /** What the store found and did: set aside, restored, migrated. */
  store: z.array(z.string()),
  scan: z.object({
    filesStatted: count,
    filesRead: count,
    bytesRead: count,
    rowsWritten: count,
    milliseconds: z.number(),
  }),
  bill: billSchema,
})
export type DoctorReport = z.infer<typeof doctorReportSchema>
