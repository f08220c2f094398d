import { z } from 'zod'
import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import type { Recording } from './recording-sink.ts'

/** A whole number that a double can hold exactly. */
const count = z.int().nonnegative()
/** Epoch milliseconds that a `Date` can hold. */
const instant = z.number().nonnegative().max(8.64e15)
const text = z.string()
const name = z.string().min(1)

const counts = z.strictObject({ uncachedInput: count, cacheRead: count, cacheWrite: count, output: count })

const response = z
  .strictObject({
    key: name,
    model: text,
    at: instant,
    counts,
    cacheWrite1h: count,
    reasoning: count,
    contextUsed: count.optional(),
    sidechain: z.boolean(),
  })
  .refine(
    ({ cacheWrite1h, counts }) => cacheWrite1h <= counts.cacheWrite,
    'cacheWrite1h is no share of cacheWrite',
  )
  .refine(({ reasoning, counts }) => reasoning <= counts.output, 'reasoning is no share of output')

const error = z.strictObject({
  kind: z.enum(['api', 'retry']),
  at: instant,
  message: text,
  status: count.optional(),
  blocks: z.enum(['quota', 'signed-out']).optional(),
})

const reportedTotal = z.strictObject({ at: instant, counts, costUsd: z.number().nonnegative().optional() })

const phase = z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted'])

/** What the arguments of each call may be. */
const ARGUMENTS: Readonly<Record<keyof TranscriptSink, z.ZodType>> = {
  session: z.tuple([name]),
  subagentOf: z.tuple([name]),
  forkedFrom: z.tuple([name]),
  born: z.tuple([instant]),
  seen: z.tuple([instant]),
  workingDirectory: z.tuple([name]),
  branch: z.tuple([name]),
  model: z.tuple([name]),
  version: z.tuple([name]),
  title: z.tuple([z.enum(['person', 'assistant']), name]),
  prompt: z.tuple([text, instant]),
  response: z.tuple([response]),
  outputUnderReported: z.tuple([]),
  usageIncomplete: z.tuple([]),
  toolCall: z.tuple([text, text, instant]),
  toolResult: z.tuple([text, z.enum(['ok', 'error', 'rejected']), instant]),
  file: z.tuple([name, z.enum(['read', 'write'])]),
  error: z.tuple([error]),
  interruption: z.tuple([instant]),
  compaction: z.tuple([instant, z.enum(['manual', 'auto']).optional()]),
  context: z.tuple([count, instant]),
  contextWindow: z.tuple([count.positive()]),
  reportedTotal: z.tuple([reportedTotal]),
  phase: z.tuple([phase, instant]),
  text: z.tuple([text]),
}

/** Says what is wrong with a call; `undefined` where a receiver can store what it tells. */
function complaintAbout(method: string, args: readonly unknown[]): string | undefined {
  if (!isSinkMethod(method)) return `a sink has no ${method}`
  const parsed = ARGUMENTS[method].safeParse(args)
  return parsed.success ? undefined : `${method}: ${z.prettifyError(parsed.error)}`
}

/** What is wrong with the calls of a recording. */
export function complaintsAbout(calls: Recording['calls']): readonly string[] {
  return calls.flatMap(([method, ...args]) => complaintAbout(method, args) ?? [])
}

/** A sink that keeps nothing but complaints about implausible calls. */
export function complainingSink(complaints: string[]): TranscriptSink {
  return new Proxy({} as TranscriptSink, {
    get(_target, method) {
      return (...args: unknown[]) => {
        const complaint = complaintAbout(String(method), args)
        if (complaint !== undefined) complaints.push(complaint)
      }
    },
  })
}

function isSinkMethod(method: string): method is keyof TranscriptSink {
  return Object.hasOwn(ARGUMENTS, method)
}
