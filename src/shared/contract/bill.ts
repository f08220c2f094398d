import { z } from 'zod'

const count = z.number().int().nonnegative()

/** What our own work cost over a stretch of time. */
export const costsSchema = z.object({
  /** How long a process of ours ran. */
  seconds: z.number().nonnegative(),
  /** User and system time of all threads of the process. */
  cpuSeconds: z.number().nonnegative(),
  /** Of transcripts alone. */
  transcriptBytes: count,
  /** Everything that the process asked the system for, from memory or disk; `null` where the system does not tell. */
  bytesRead: count.nullable(),
  /** What the system had to write to a disk for the process; `null` where it does not tell. */
  bytesWritten: count.nullable(),
  rowsWritten: count,
  /** How often we woke up to look at something. */
  wakeUps: count,
  /** Looks at the whole process table. */
  processScans: count,
  /** Looks at known processes only. */
  processChecks: count,
  /** Looks at all folders of transcripts. */
  walks: count,
  /** Looks at files that the system said had changed. */
  tails: count,
  /** Looks that were left out: nobody looked, or the machine was busy or on its battery. */
  skipped: count,
})
export type Costs = z.infer<typeof costsSchema>

export const paceSchema = z.object({
  what: z.enum(['processes', 'check', 'walk', 'poll', 'tail']),
  /** `null`: not at all. */
  everyMs: z.number().positive().nullable(),
  reason: z.string(),
})

/** What the program costs, and how it decides when to look. */
export const billSchema = z.object({
  sinceStart: costsSchema,
  today: costsSchema,
  /** Days of the last month on which a process kept the index, the newest first; `day` as in `2026-11-21`. */
  days: z.array(costsSchema.extend({ day: z.string() })),
  /** Resident memory of the process now. */
  residentBytes: count,
  /** How often it looks, and why. Empty for a command that looks once. */
  paces: z.array(paceSchema),
  watches: z.object({
    folders: count,
    /** Folders that are looked at in turns, because no watch covers them. */
    unwatched: count,
    /** Why there are some. */
    reason: z.string().nullable(),
  }),
})
export type Bill = z.infer<typeof billSchema>
