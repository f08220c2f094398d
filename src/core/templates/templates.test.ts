import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemText } from '../settings/settings-problem.ts'
import { loadTemplates } from './load-templates.ts'
import { prepareTemplate } from './prepare-template.ts'
import { isTemplateName, type Template } from './template-file.ts'
import { writeTemplate } from './write-template.ts'

const ASSISTANTS = ['claude-code', 'codex', 'cursor']

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'templates-'))
  path = join(folder, 'templates.yaml')
})
afterEach(() => rmSync(folder, { recursive: true }))

const load = (text?: string) => {
  if (text !== undefined) writeFileSync(path, text)
  return loadTemplates(path, ASSISTANTS)
}
const told = async (text: string) =>
  (await load(text)).problems.map((problem) => problemText('templates.yaml', problem))

describe('the templates file', () => {
  it('may be missing', async () => {
    expect(await load()).toMatchObject({ templates: new Map(), problems: [], text: undefined })
  })

  it('names sessions with their type, tags and context files', async () => {
    const { templates, problems } = await load(`templates:
  web:
    description: front and back
    sessions:
      - { type: claude-code, tags: [front], context_files: [README.md] }
      - { type: codex, folder: ../api, project: shop, note: careful, prompt: Fix it. }
`)
    expect(problems).toEqual([])
    expect(templates.get('web')).toEqual({
      description: 'front and back',
      sessions: [
        { type: 'claude-code', folder: '.', tags: ['front'], context_files: ['README.md'] },
        {
          type: 'codex',
          folder: '../api',
          tags: [],
          project: 'shop',
          note: 'careful',
          context_files: [],
          prompt: 'Fix it.',
        },
      ],
    })
  })

  it.each([
    ['templates: [', 'is not valid YAML'],
    ['- one', 'must hold keys with values'],
    ['template: {}', 'templates.yaml:1:1: template: Unknown key. Ignored. Did you mean "templates"?'],
    [
      'templates:\n  a:\n    sessions:\n      - type: claud-code\n',
      'templates.yaml:4:9: templates.a.sessions.0.type: is no assistant. Did you mean "claude-code"?',
    ],
    ['templates: { a: { sessions: [ { type: netscape } ] } }', 'there are claude-code, codex, cursor'],
    [
      'templates:\n  a:\n    sessions:\n      - type: codex\n        tgs: [x]\n',
      'templates.yaml:5:9: templates.a.sessions.0.tgs: Unknown key. Ignored. Did you mean "tags"?',
    ],
    ['templates: { a: { sessions: [] } }', 'templates.a.sessions'],
    ['templates: { a: {} }', 'templates.a.sessions'],
    ['templates: { a: { sessions: [ {} ] } }', 'templates.a.sessions.0.type'],
    ['templates: { a: { sessions: [ { type: codex, tags: ["two\\nlines"] } ] } }', 'A tag is one line'],
    ['templates: { a: { sessions: [ { type: codex, context_files: ["a\\0b"] } ] } }', 'must be a path'],
    ['templates: { a: { sessions: { type: codex } } }', 'templates.a.sessions'],
  ])('says where and what is wrong: %j', async (text, sentence) => {
    expect((await told(text)).join('\n')).toContain(sentence)
  })

  it('leaves the other templates usable, and uses no half of one', async () => {
    const { templates, refused } = await load(
      'templates: { good: { sessions: [ { type: codex } ] }, bad: { sessions: [ { type: codex }, { type: x } ] } }',
    )
    expect([...templates.keys()]).toEqual(['good'])
    expect(refused).toEqual(['bad'])
  })

  it('is written with one more template, and all else as it was', async () => {
    const before = '# mine\ntemplates:\n  # the first\n  one:\n    sessions: [ { type: codex } ] # short\n'
    const template: Template = {
      sessions: [
        { type: 'codex', folder: '~/shop', tags: [], context_files: ['a b.md'], prompt: 'two\nlines' },
      ],
    }
    expect(writeTemplate(path, before, 'two', template)).toEqual({ kind: 'written' })
    const after = readFileSync(path, 'utf8')
    expect(after.startsWith(before)).toBe(true)
    expect((await load()).templates.get('two')).toEqual(template)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    for (const empty of [undefined, '', '# a word\n', 'templates: {}\n']) {
      writeTemplate(path, empty, 'two', template)
      expect((await load()).templates.get('two'), String(empty)).toEqual(template)
    }
  })

  it.each(['', ' a', 'two\nlines', '\u001b[2J', '__proto__', 'x'.repeat(201)])(
    'takes no name like %j',
    (name) => {
      expect(isTemplateName(name)).toBe(false)
    },
  )
})

describe('a template that is used', () => {
  const place = (base: string) => ({
    base,
    home: folder,
    commandOf: (assistant: string, prompt: string | undefined) =>
      assistant === 'cursor' ? undefined : { program: assistant, args: prompt === undefined ? [] : [prompt] },
  })
  const template: Template = {
    sessions: [
      { type: 'codex', folder: 'shop', tags: ['a'], context_files: ['README.md'], prompt: 'Fix it.' },
      { type: 'cursor', folder: '~', tags: [], context_files: [] },
      { type: 'claude-code', folder: '~/shop', tags: [], context_files: [] },
    ],
  }

  it('knows folders, commands and what to say first', () => {
    mkdirSync(join(folder, 'shop'))
    writeFileSync(join(folder, 'shop', 'README.md'), '# Shop')
    expect(prepareTemplate(template, place(folder))).toEqual({
      kind: 'prepared',
      sessions: [
        {
          type: 'codex',
          folder: join(folder, 'shop'),
          tags: ['a'],
          prompt: 'Fix it.',
          contextFiles: ['README.md'],
          command: { program: 'codex', args: ['Read these files first:\n- README.md\n\nFix it.'] },
        },
        { type: 'cursor', folder, tags: [], contextFiles: [], command: null },
        {
          type: 'claude-code',
          folder: join(folder, 'shop'),
          tags: [],
          contextFiles: [],
          command: { program: 'claude-code', args: [] },
        },
      ],
    })
  })

  it('is not used by halves: all that is missing is named', () => {
    mkdirSync(join(folder, 'shop'))
    expect(prepareTemplate(template, place(join(folder, 'elsewhere')))).toEqual({
      kind: 'incomplete',
      missing: [
        `sessions.0.folder: ${join(folder, 'elsewhere', 'shop')} is not there.`,
        `sessions.0.context_files: ${join(folder, 'elsewhere', 'shop', 'README.md')} is not there.`,
      ],
    })
  })
})
