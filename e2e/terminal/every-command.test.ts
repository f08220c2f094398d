import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as answers from '../../src/cli/json-answers.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { recordedTerminal } from '../../src/cli/testing/recorded-terminal.ts'
import { contextFileSchema } from '../../src/core/exchange/context-file.ts'
import { conversationPageSchema } from '../../src/shared/contract/conversation.ts'
import { sessionSchema } from '../../src/shared/contract/session.ts'
import { doctorReportSchema, systemInfoSchema } from '../../src/shared/contract/source.ts'
import { contextMakeUpSchema, findingsSchema, timelineSchema } from '../../src/shared/contract/timeline.ts'
import { listJson, ownSessions, readList } from './answers.ts'
import { run } from './command.ts'
import { type Home, makeHome } from './home.ts'
import { hasPseudoTerminal, runOnTerminal } from './pseudo-terminal.ts'
import { recordings } from './recordings.ts'
import { columnsOf, steering, withoutColours } from './screen.ts'

const COLUMNS = 60

/** The contract's schemas take instants as dates, and JSON has them as text: all fields that hold none are held to them. */
const withoutInstants = (schema: z.ZodObject): z.ZodType =>
  z.looseObject(
    Object.fromEntries(
      Object.entries(schema.shape).filter(([, field]) => !JSON.stringify(shapeOf(field)).includes('instant')),
    ),
  )

function shapeOf(field: z.core.$ZodType): unknown {
  return z.toJSONSchema(field, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') jsonSchema.title = 'instant'
    },
  })
}

interface Called {
  readonly args: (id: string) => readonly string[]
  /** What it prints with these further words, and the shape of it; left out for one that prints no JSON. */
  readonly json?: readonly [words: readonly string[], shape: z.ZodType]
  readonly code?: number
  /** Words that are in what a person reads. */
  readonly says: string
}

const JSON_OPTION = ['--json'] as const

/** One call of each command, in an order in which each finds what it needs. */
const CALLS: readonly Called[] = [
  { args: () => ['list', '--all'], says: 'ended' },
  { args: (id) => ['health', id], json: [JSON_OPTION, withoutInstants(sessionSchema)], says: 'Token usage' },
  { args: (id) => ['recommend', id], json: [JSON_OPTION, answers.recommendAnswer], says: '' },
  {
    args: (id) => ['show', id],
    json: [JSON_OPTION, withoutInstants(conversationPageSchema)],
    says: 'messages; shown',
  },
  {
    args: (id) => ['show', id, '--timeline'],
    json: [JSON_OPTION, withoutInstants(timelineSchema)],
    says: '',
  },
  { args: (id) => ['show', id, '--context'], json: [JSON_OPTION, contextMakeUpSchema], says: 'tokens' },
  {
    args: (id) => ['show', id, '--findings'],
    json: [JSON_OPTION, withoutInstants(findingsSchema)],
    says: '',
  },
  { args: (id) => ['search', 'the', '--in', id], json: [['--json'], z.looseObject({})], says: '' },
  { args: (id) => ['tag', id, 'urgent'], json: [JSON_OPTION, answers.taggedAnswer], says: 'urgent' },
  { args: (id) => ['untag', id, 'urgent'], json: [JSON_OPTION, answers.taggedAnswer], says: 'no tags' },
  { args: (id) => ['set-project', id, 'Shop'], json: [JSON_OPTION, answers.projectAnswer], says: 'Shop' },
  { args: (id) => ['note', id, 'careful'], json: [JSON_OPTION, answers.noteAnswer], says: 'careful' },
  { args: (id) => ['export', id], json: [[], contextFileSchema], says: 'llm-session-context' },
  {
    args: (id) => ['export', id, '-o', 'one.json', '--force'],
    json: [JSON_OPTION, answers.exportAnswer],
    says: 'Wrote the context',
  },
  {
    args: (id) => ['export-conversation', id, '-o', 'said.md', '--force'],
    json: [JSON_OPTION, answers.exportAnswer],
    says: 'Wrote the conversation',
  },
  { args: () => ['import-context', 'one.json'], json: [JSON_OPTION, answers.importAnswer], says: '' },
  { args: () => ['contexts'], json: [JSON_OPTION, answers.contextsAnswer], says: '' },
  {
    args: (id) => ['handoff', id, '--to', 'codex', '--print'],
    json: [JSON_OPTION, answers.handoffAnswer],
    says: 'You go on with work',
  },
  {
    args: (id) => ['save-template', 'shop', id, '--force'],
    json: [JSON_OPTION, answers.savedAnswer],
    says: 'Saved shop',
  },
  { args: () => ['templates'], json: [JSON_OPTION, answers.templatesAnswer], says: 'here' },
  { args: () => ['create-from-template', 'here'], json: [JSON_OPTION, answers.createdAnswer], says: 'codex' },
  { args: () => ['info'], json: [JSON_OPTION, systemInfoSchema], says: 'Our data' },
  { args: () => ['doctor'], json: [JSON_OPTION, withoutInstants(doctorReportSchema)], says: 'Assistants' },
  { args: () => ['open'], code: 1, says: 'llm-session start opens the window' },
  {
    args: () => ['init-config', '--force'],
    json: [JSON_OPTION, answers.writtenConfigAnswer],
    says: 'every setting',
  },
  { args: () => ['show-config'], json: [JSON_OPTION, answers.configAnswer], says: 'health_thresholds' },
  { args: () => ['completion', 'bash'], says: '_llm_session' },
  { args: () => ['serve', '--port', '99999'], code: 2, says: '0 to 65535' },
  { args: () => ['start', '--port', '99999'], code: 2, says: '0 to 65535' },
  { args: () => ['monitor', '--theme', 'plaid'], code: 2, says: 'Allowed choices' },
]

let home: Home
let id: string

beforeAll(async () => {
  home = makeHome()
  for (const recording of recordings()) recording.place(home)
  mkdirSync(home.data, { recursive: true, mode: 0o700 })
  const [first] = ownSessions(home, await listJson(home))
  id = first?.id ?? expect.fail('no session was recorded')
  const template = 'templates: { here: { sessions: [ { type: codex, tags: [shop] } ] } }\n'
  writeFileSync(join(home.data, 'templates.yaml'), template)
}, 60_000)
afterAll(() => home.remove())

const nameOf = ({ args }: Called): string => args('ID').join(' ')

it('every command is called', () => {
  const names = buildProgram(recordedTerminal()).commands.map((command) => command.name())
  const called = new Set(CALLS.map(({ args }) => args('')[0]))
  expect(names.filter((name) => !called.has(name))).toEqual([])
})

describe('through a pipe', () => {
  it.each(CALLS.map((call) => [nameOf(call), call] as const))('%s answers', async (_, call) => {
    const { code, stdout, stderr } = await run(home, call.args(id))
    expect(code).toBe(call.code ?? 0)
    expect(`${stdout}${stderr}`).toContain(call.says)
    if (call.code !== undefined) expect(stdout).toBe('')
    expect(stdout).not.toContain('\u001b')
    expect(stderr).not.toContain('\u001b')
  })

  it.each(CALLS.flatMap((call) => (call.json ? [[nameOf(call), call, call.json] as const] : [])))(
    '%s answers scripts in the shape that is described',
    async (_, call, [words, shape]) => {
      const { code, stdout, stderr } = await run(home, [...call.args(id), ...words])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const parsed = shape.safeParse(JSON.parse(stdout))
      expect(parsed.error?.issues ?? []).toEqual([])
    },
  )

  it('list answers scripts in the shape of the contract', async () => {
    const { stdout } = await run(home, ['list', '--all', '--json'])
    expect(ownSessions(home, readList(stdout)).length).toBeGreaterThan(5)
  })
})

describe.runIf(hasPseudoTerminal)('on a narrow terminal', () => {
  it.each(CALLS.map((call) => [nameOf(call), call] as const))(
    '%s answers, and steers nothing',
    async (_, call) => {
      const { code, stdout } = await runOnTerminal(home, call.args(id), {
        columns: COLUMNS,
        env: { NO_COLOR: '1' },
      })
      expect(code).toBe(call.code ?? 0)
      // What shows how far it is, is written over.
      const shown = withoutColours(stdout).replaceAll(/[^\n]*\r\u001b\[K/g, '')
      expect(shown.replaceAll(/\s+/g, ' ')).toContain(call.says.replaceAll(/\s+/g, ' '))
      expect(steering(shown)).toEqual([])
    },
  )

  it.each([['list', '--all'], ['health', 'ID'], ['recommend', 'ID'], ['show', 'ID'], ['templates']])(
    '%s %s keeps within its columns',
    async (...words) => {
      const args = words.map((word) => (word === 'ID' ? id : word))
      const { stdout } = await runOnTerminal(home, args, { columns: COLUMNS })
      const lines = withoutColours(stdout)
        .split('\n')
        .filter((line) => !line.includes('\r'))
      expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(COLUMNS)
    },
  )

  it('shows the log where that is asked for', async () => {
    writeFileSync(join(home.data, 'config.yaml'), 'dashboard: { theme: plaid }\n')
    const { stdout } = await runOnTerminal(home, ['info', '--verbose'], { columns: COLUMNS })
    expect(stdout).toMatch(/^warn .*dashboard\.theme/m)
  })
})
