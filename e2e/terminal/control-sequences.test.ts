import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, run } from '../../src/cli/program.ts'
import { recordedTerminal } from '../../src/cli/testing/recorded-terminal.ts'
import { sampleContext } from '../../src/core/exchange/testing/sample-context.ts'
import { UserKeeper } from '../../src/core/store/user-keeper.ts'
import { systemClock } from '../../src/core/system-clock.ts'
import { layHostileHome } from '../hostile-home.ts'
import { type Home, makeHome } from './home.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'
import { steering } from './screen.ts'

/** What a title keeps of a text: a sequence behind it would never come to a screen. */
const LONGEST_TEXT = 190

/** All sequences, one after the other, in as few texts as are shown whole; and, last, all of them in one. */
const SHORT_TEXTS = HOSTILE_TEXTS.reduce<readonly string[]>((texts, hostile) => {
  const last = texts.at(-1) ?? ''
  const more = `x${hostile}y `
  return last.length + more.length > LONGEST_TEXT
    ? [...texts, more]
    : [...texts.slice(0, -1), `${last}${more}`]
}, [])
const TEXTS = [...SHORT_TEXTS, SHORT_TEXTS.join('')]

let home: Home
let ids: string[]
let contextIds: string[]
const environment = { ...process.env }

/** What a call writes, on either stream, and its exit code. Runs in this process: a thousand calls are soon done. */
async function called(...args: readonly string[]) {
  const terminal = recordedTerminal()
  const code = await run(args, terminal)
  return { code, text: terminal.written() }
}

beforeAll(async () => {
  home = makeHome()
  for (const name of Object.keys(process.env)) if (/^(XDG_|LLM_|TMUX)/.test(name)) delete process.env[name]
  Object.assign(process.env, { HOME: home.path, LLM_SESSION_HOME: home.data })
  layHostileHome(home, TEXTS, new Date())
  const { sessions } = JSON.parse((await called('list', '--all', '--json')).text)
  ids = sessions
    .filter(({ transcript }: { transcript: string | null }) => transcript?.startsWith(home.path))
    .map(({ id }: { id: string }) => id)
  layLabels()
  writeFileSync(join(home.path, 'contexts.json'), JSON.stringify(TEXTS.map(hostileContext)))
  const imported = await called('import-context', join(home.path, 'contexts.json'), '--json')
  if (imported.code !== 0) throw new Error(imported.text)
  contextIds = JSON.parse(imported.text).contexts.map(({ id }: { id: string }) => id)
  writeFileSync(join(home.data, 'templates.yaml'), JSON.stringify(hostileTemplates()))
  writeFileSync(join(home.data, 'config.yaml'), JSON.stringify(hostileSettings()))
}, 60_000)
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
  home.remove()
})

/** As somebody else's program may have written them: ours takes no such tag and no such name. */
function layLabels(): void {
  const user = new UserKeeper(home.data, systemClock)
  user.write((store) => {
    for (const [index, id] of ids.entries()) {
      const text = TEXTS[index % TEXTS.length] ?? ''
      store.tags.add(id, text)
      store.projects.set(id, text)
      store.notes.set(id, { text: `${text}\n${text}`, updatedAt: 0 })
    }
  })
  user.close()
}

function hostileContext(whole: string): object {
  // Most fields of a context are bounded; the note and what was said are not.
  const text = whole.slice(0, LONGEST_TEXT)
  const sample = sampleContext()
  const { conversation, files, session } = sample
  return {
    ...sample,
    generator: text,
    session: {
      ...session,
      id: `codex:${text}`,
      provider: text.slice(0, 100),
      title: text,
      project: text,
      cwd: text,
      gitBranch: text,
      model: text,
      assistantVersion: text,
      stateReason: text,
    },
    files: files.map((file) => ({ ...file, path: text })),
    note: whole,
    conversation: conversation?.map((message) => ({
      ...message,
      text: whole,
      model: text,
      tool: message.tool && { ...message.tool, name: text, target: text },
    })),
  }
}

function hostileTemplates(): object {
  const session = (text: string) => ({
    type: 'codex',
    folder: home.path,
    note: text,
    prompt: text,
    context_files: [text.replaceAll('\0', '')],
  })
  return {
    templates: {
      all: { sessions: TEXTS.map(session) },
      prompts: { sessions: TEXTS.map((text) => ({ ...session(text), context_files: [] })) },
      ...Object.fromEntries(TEXTS.map((text) => [text, { description: text, sessions: [{ type: text }] }])),
    },
  }
}

function hostileSettings(): object {
  const byText = (value: unknown) => Object.fromEntries(TEXTS.map((text) => [text, value]))
  return {
    ...byText(1),
    dashboard: { theme: TEXTS[0], ...byText(1) },
    prices: byText({ input: 1, output: 1 }),
    token_limits: { models: byText(1000), providers: byText('many') },
    session_discovery: { ignore_patterns: TEXTS.map((text) => `/nowhere/${text}`) },
    auto_tags: TEXTS.map((text) => ({ tag: text, path: '**' })),
    providers: byText({ enabled: true }),
  }
}

const file = (name: string) => join(home?.path ?? '', name.replaceAll(/[\0/]/g, '_').slice(0, 80))

type Call = (at: { id: string; context: string; text: string }) => readonly string[]

/** Calls for each text, of a session and an imported context that hold it, and with it as a word of the person. */
const EACH: readonly Call[] = [
  ({ id }) => ['health', id, '--findings'],
  ({ id }) => ['recommend', id],
  ({ id }) => ['show', id],
  ({ text }) => ['list', '--all', '--project', text, '--tag', text],
  ({ text }) => ['monitor', '--theme', text],
  ({ id }) => ['note', id],
  ({ id }) => ['tag', id, 'plain'],
  ({ id }) => ['untag', id, 'plain'],
  ({ id, text }) => ['set-project', id, text],
  ({ id }) => ['export', id, '-f', 'markdown'],
  ({ context }) => ['export-conversation', context],
  ({ id, text }) => ['export', id, '-o', `${file(text)}.json`],
  ({ text }) => ['import-context', `${file(text)}.json`],
  ({ text }) => ['contexts', '--remove', text],
  ({ context }) => ['handoff', context, '--to', 'codex', '--print'],
  ({ text }) => ['templates', text],
  ({ text }) => ['create-from-template', text],
  ({ id, text }) => ['save-template', `saved ${text.length}`, id, '--description', text, '--file', text],
  ({ text }) => ['start', '--port', text],
  ({ text }) => ['serve', '--port', text],
  ({ text }) => ['open', text],
  ({ text }) => ['init-config', '--config', join(file(text), 'config.yaml')],
  ({ text }) => ['show-config', '--config', file(text)],
  ({ text }) => ['completion', text],
  ({ text }) => [text],
  ({ text }) => ['list', `--${text}`],
]

/** Further ways to call them, with all sequences in one text. */
const FURTHER: readonly Call[] = [
  ({ id }) => ['health', id, '--json', '--findings'],
  ({ text }) => ['health', text],
  ({ text }) => ['recommend', text, '--json'],
  ({ id }) => ['show', id, '--json'],
  ({ id }) => ['show', id, '--timeline'],
  ({ id, text }) => ['search', text, 'the', '--in', id],
  ({ text }) => ['search', 'the', '--in', text],
  ({ id }) => ['show', id, '--context'],
  ({ id }) => ['show', id, '--findings'],
  ({ id, text }) => ['show', id, '--agent', text],
  ({ text }) => ['list', '--provider', text],
  ({ text }) => ['list', '--status', text],
  ({ id, text }) => ['note', id, text, '--json'],
  ({ id, text }) => ['tag', id, text],
  ({ id }) => ['untag', id, 'plain', '--json'],
  ({ id }) => ['export', id],
  ({ id }) => ['export', id, '-f', 'yaml', '--no-redact'],
  ({ id }) => ['export', id, '-f', 'csv'],
  ({ id, text }) => ['export', id, '-o', `${file(text)}.json`, '--force', '--json'],
  ({ context }) => ['export', context, '-f', 'markdown'],
  ({ text }) => ['export', text],
  ({ id }) => ['export-conversation', id, '-f', 'jsonl'],
  ({ text }) => ['import-context', file(`missing ${text}`)],
  ({ text }) => ['import-context', `${file(text)}.json`, '--session-id', text],
  ({ id, text }) => ['import-context', `${file(text)}.json`, '--session-id', id],
  ({ id }) => ['handoff', id, '--to', 'codex', '--json'],
  ({ id, text }) => ['handoff', id, '--to', text],
  ({ text }) => ['create-from-template', 'all', '--folder', text],
  ({ id, text }) => ['save-template', text, id],
  ({ id }) => ['save-template', 'saved', id, '--force'],
]

/** Calls that show all of them at once. */
const ONCE: readonly (readonly string[])[] = [
  ['list', '--all'],
  ['list', '--all', '--json', '--verbose'],
  ['recommend'],
  ['search', 'x*', '--limit', '100'],
  ['search', 'x*', '--limit', '100', '--json'],
  ['recommend', '--json'],
  ['import-context', 'contexts.json', '--dry-run'],
  ['import-context', 'contexts.json', '--dry-run', '--json'],
  ['import-context', 'contexts.json'],
  ['contexts'],
  ['contexts', '--json'],
  ['templates'],
  ['templates', '--json'],
  ['templates', 'prompts'],
  ['create-from-template', 'all'],
  ['create-from-template', 'prompts'],
  ['create-from-template', 'prompts', '--json'],
  ['show-config'],
  ['show-config', '--json'],
  ['init-config'],
  ['completion', 'bash'],
  ['info'],
  ['info', '--json'],
  ['doctor'],
  ['doctor', '--json'],
  ['open'],
  ['help', 'list'],
]

describe('a hundred control sequences', () => {
  it('are a hundred, each of which this test would see', () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(100)
    // Line feeds are ours as well: a text of nothing else cannot be told from a line that ends.
    const visible = HOSTILE_TEXTS.filter((text) => text.replaceAll('\n', '') !== '')
    expect(visible.filter((text) => steering(text).length === 0)).toEqual([])
  })

  it('meet every command', () => {
    const names = buildProgram(recordedTerminal()).commands.map((command) => command.name())
    const met = new Set([
      ...[...EACH, ...FURTHER].map((call) => call({ id: '', context: '', text: '' })[0]),
      ...ONCE.map(([name]) => name),
    ])
    expect(names.filter((name) => !met.has(name))).toEqual([])
  })

  it.each(ONCE.map((args) => [args.join(' '), args] as const))(
    'do not reach the terminal through %s',
    async (_, args) => {
      const { text } = await called(
        ...args.map((word) => (word === 'contexts.json' ? join(home.path, word) : word)),
      )
      expect(text).not.toBe('')
      expect(steering(text)).toEqual([])
      expect(text).not.toContain('unexpected failure')
    },
  )

  const NAMES = { id: 'ID', context: 'CONTEXT', text: 'TEXT' }
  const nameOf = (call: Call) =>
    call(NAMES)
      .map((word) => word.replace(/^.*\/(?=TEXT)/, ''))
      .join(' ')
  const seen = async (call: Call, index: number) => {
    const holding = ids[index] ?? expect.fail('a text has no session')
    const context = contextIds[index] ?? expect.fail('a text has no context')
    const found = await called(...call({ id: holding, context, text: TEXTS[index] ?? '' }))
    expect(steering(found.text)).toEqual([])
    expect(found.text).not.toContain('unexpected failure')
  }

  it.each(EACH.map((call) => [nameOf(call), call] as const))(
    'do not reach the terminal through %s',
    async (_, call) => {
      for (const index of TEXTS.keys()) await seen(call, index)
    },
  )

  it.each(FURTHER.map((call) => [nameOf(call), call] as const))('nor through %s', (_, call) =>
    seen(call, TEXTS.length - 1),
  )
})
