import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'
import { addTokens, NO_TOKENS, type TokenCounts } from '../../src/shared/domain/tokens.ts'
import { copyInto, type Home, placeRollout } from './home.ts'

/** Sessions of a real assistant that were recorded together, and what they cost by the log of the server that answered. */
export interface Recording {
  /** Provider, and folder or file of the fixture. */
  readonly name: string
  /** File names of the transcripts of its sessions, not those of sub-agents in files of their own. */
  readonly transcripts: readonly string[]
  /** `undefined`: the assistant wrote no usage down. */
  readonly tokens: TokenCounts | undefined
  place(home: Home): void
}

const providers = join(import.meta.dirname, '../../src/providers')
const claude = join(providers, 'claude-code/fixtures')
const codex = join(providers, 'codex/fixtures')

/** In the order of their folders. A fork comes with the session that it was forked from. */
export function recordings(): readonly Recording[] {
  return [...claudeGenerated(), ...claudeReal(), ...codexGenerated(), ...codexReal()]
}

const agentTotals = z.object({
  totals: z.object({
    agent: z.object({
      input: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
      output: z.number(),
    }),
  }),
})
const claudeSums = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheCreation: z.number(),
})
const claudeCostState = z.record(
  z.string(),
  z.object({
    inputTokens: z.number(),
    outputTokens: z.number(),
    cacheReadInputTokens: z.number(),
    cacheCreationInputTokens: z.number(),
  }),
)
const claudeTruth = z.record(
  z.string(),
  z.object({ recorded: claudeSums, costState: claudeCostState.optional() }),
)
const FORK = 'v2.1.329-fork'
const PARENT_OF_FORK = 'v2.1.329-resume-subagent-compact'

function claudeGenerated(): Recording[] {
  const truth = claudeTruth.parse(readJson(join(claude, 'generated/expected.json')))
  const reported = (name: string) => {
    const models = Object.values(truth[name]?.costState ?? {})
    return models.map((model) => ({
      uncachedInput: model.inputTokens,
      cacheRead: model.cacheReadInputTokens,
      cacheWrite: model.cacheCreationInputTokens,
      output: model.outputTokens,
    }))
  }
  return Object.entries(truth).map(([name, { recorded }]) => {
    const folder = join(claude, 'generated', name, 'projects')
    const rows = {
      uncachedInput: recorded.input,
      cacheRead: recorded.cacheRead,
      cacheWrite: recorded.cacheCreation,
      output: recorded.output,
    }
    const all = reported(name)
    const total = all.length > 0 ? all.reduce(addTokens) : rows
    // A fork's own report goes on from that of its parent.
    const inherited = name === FORK ? reported(PARENT_OF_FORK).reduce(addTokens) : NO_TOKENS
    const files = filesBelow(folder)
    return {
      name: `claude-code ${name}`,
      transcripts: files.filter(isMainTranscript).map((file) => basename(file)),
      tokens: without(total, inherited),
      place: (home) => {
        for (const file of files) copyInto(home, file, join('.claude/projects', relative(folder, file)))
      },
    }
  })
}

function claudeReal(): Recording[] {
  const names = readdirSync(join(claude, 'real')).filter((name) => name.endsWith('.jsonl'))
  return names.map((name) => {
    const source = join(claude, 'real', name)
    const transcript = `${sessionIdIn(source)}.jsonl`
    const truth = agentTotals.parse(readJson(source.replace(/\.jsonl$/, '.expected.json')))
    const { input: uncachedInput, cacheRead, cacheWrite, output } = truth.totals.agent
    return {
      name: `claude-code ${name}`,
      transcripts: [transcript],
      tokens: { uncachedInput, cacheRead, cacheWrite, output },
      place: (home) => copyInto(home, source, join('.claude/projects/-home-dev-app', transcript)),
    }
  })
}

const wireUsage = z.object({
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
})
const codexTruth = z.record(
  z.string(),
  z.object({
    files: z
      .record(z.string(), z.object({ sum_token_usage_record: wireUsage.optional(), delta_rule: wireUsage }))
      .default({}),
  }),
)

function codexGenerated(): Recording[] {
  const truth = codexTruth.parse(readJson(join(codex, 'generated/expected.json')))
  return Object.entries(truth).map(([name, { files }]) => {
    const usages = Object.values(files).map((file) => file.sum_token_usage_record ?? file.delta_rule)
    // Input on OpenAI's wire includes what was cached.
    const counts = usages.map((usage) => ({
      uncachedInput: usage.input_tokens - usage.cached_input_tokens,
      cacheRead: usage.cached_input_tokens,
      cacheWrite: 0,
      output: usage.output_tokens,
    }))
    return codexRecording(`generated/${name}`, counts.length > 0 ? counts.reduce(addTokens) : undefined)
  })
}

function codexReal(): Recording[] {
  return readdirSync(join(codex, 'real')).map((name) => {
    const truth = agentTotals.parse(readJson(join(codex, 'real', name, 'expected.json')))
    const { input, cacheRead, cacheWrite, output } = truth.totals.agent
    // These rollouts name no cache writes.
    const tokens = { uncachedInput: input + cacheWrite, cacheRead, cacheWrite: 0, output }
    return codexRecording(`real/${name}`, tokens)
  })
}

function codexRecording(folder: string, tokens: TokenCounts | undefined): Recording {
  const files = filesBelow(join(codex, folder)).filter((file) => file.endsWith('.jsonl'))
  return {
    name: `codex ${folder}`,
    transcripts: files.map((file) => basename(file)),
    tokens,
    place: (home) => {
      for (const file of files) placeRollout(home, file)
    },
  }
}

/** Sub-agents write into a folder of the session's, or (until 2.0.76) beside it under a name of their own. */
function isMainTranscript(file: string): boolean {
  return file.endsWith('.jsonl') && !file.includes('/subagents/') && !basename(file).startsWith('agent-')
}

function sessionIdIn(transcript: string): string {
  const found = /"sessionId":"([0-9a-f-]{36})"/.exec(readFileSync(transcript, 'utf8'))?.[1]
  if (found === undefined) throw new Error(`${transcript} names no session`)
  return found
}

function without(all: TokenCounts, part: TokenCounts): TokenCounts {
  return {
    uncachedInput: all.uncachedInput - part.uncachedInput,
    cacheRead: all.cacheRead - part.cacheRead,
    cacheWrite: all.cacheWrite - part.cacheWrite,
    output: all.output - part.output,
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
