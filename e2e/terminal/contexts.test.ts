import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '../../src/providers/registry.ts'
import { listJson } from './answers.ts'
import { run } from './command.ts'
import { type Home, makeHome } from './home.ts'
import { recordings } from './recordings.ts'

const speaking = new Set<string>(
  providers.flatMap((provider) => ('conversation' in provider ? [provider.manifest.id] : [])),
)

let home: Home
/** Sessions of assistants whose conversations are read. */
let ids: string[]
const file = (name: string) => join(home.path, name)

beforeAll(async () => {
  home = makeHome()
  for (const recording of recordings()) recording.place(home)
  const { sessions } = await listJson(home)
  // Not those of processes that other tests run meanwhile.
  const recorded = sessions.filter(({ transcript }) => transcript?.startsWith(home.path))
  ids = recorded.filter(({ provider }) => speaking.has(provider)).map(({ id }) => id)
})
afterAll(() => home.remove())

async function contextIds(): Promise<string[]> {
  const { stdout } = await run(home, ['contexts', '--json'])
  return JSON.parse(stdout).contexts.map(({ id }: { id: string }) => id)
}

describe('contexts out and in', () => {
  it.each(['json', 'yaml'])('come back byte by byte, for every recorded session: %s', async (format) => {
    expect(ids.length).toBeGreaterThan(5)
    const out = file(`all.${format}`)
    expect(await run(home, ['export', ...ids, '-o', out])).toMatchObject({ code: 0, stdout: '' })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const imported = await run(home, ['import-context', out, '--json'])
    expect(imported.code).toBe(0)
    const contexts: { id: string; isNew: boolean }[] = JSON.parse(imported.stdout).contexts
    expect(contexts.filter(({ isNew }) => isNew)).toHaveLength(ids.length)
    await run(home, ['export', ...contexts.map(({ id }) => id), '-o', file(`again.${format}`)])
    expect(readFileSync(file(`again.${format}`)).equals(readFileSync(out))).toBe(true)
  })

  it('are recognised when they are imported again, and can be attached to a session', async () => {
    const [id = ''] = ids
    const count = (await contextIds()).length
    const again = await run(home, ['import-context', file('all.json'), '--session-id', id, '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({ attachedTo: id })
    expect(JSON.parse(again.stdout).contexts.every(({ isNew }: { isNew: boolean }) => !isNew)).toBe(true)
    expect(await contextIds()).toHaveLength(count)
    expect((await run(home, ['contexts'])).stdout).toContain(`(with ${id})`)
  })

  it('go one into each file of a folder, packed where that is asked for', async () => {
    const two = ids.slice(0, 2)
    expect(
      (await run(home, ['export', ...two, '-o', `${file('folder')}/`, '-f', 'markdown', '--gzip'])).code,
    ).toBe(0)
    const names = readdirSync(file('folder'))
    expect(names).toHaveLength(2)
    for (const name of names) {
      expect(name).toMatch(/\.md\.gz$/)
      expect(gunzipSync(readFileSync(join(file('folder'), name))).toString()).toContain('## Conversation')
    }
  })

  it('take no secret and no home folder along, unless that is asked for', async () => {
    const plain = await run(home, ['export', ...ids, '--no-redact'])
    const redacted = await run(home, ['export', ...ids])
    expect(plain.stdout).toContain('/home/dev')
    expect(redacted.stdout).not.toContain('/home/dev')
  })

  it('may be the conversation alone, for people or one message on each line', async () => {
    const [id = ''] = ids
    const people = await run(home, ['export-conversation', id])
    expect(people.stdout).toMatch(/^# .+\n\n### /)
    const { code, stderr } = await run(home, [
      'export-conversation',
      id,
      '-f',
      'jsonl',
      '-o',
      file('said.jsonl'),
    ])
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('the conversation') })
    const lines = readFileSync(file('said.jsonl'), 'utf8').trimEnd().split('\n')
    const messages: { position: number; kind: string; text: string }[] = lines.map((line) => JSON.parse(line))
    expect(messages.map(({ position }) => position)).toEqual(lines.map((_, index) => index))
    const whole: { conversation: object[] } = JSON.parse((await run(home, ['export', id])).stdout)
    expect(messages).toEqual(whole.conversation.map((message, position) => ({ position, ...message })))
    expect((people.stdout.match(/^### /gm) ?? []).length).toBeGreaterThanOrEqual(messages.length)
    const again = await run(home, ['export-conversation', id, '-o', file('said.jsonl')])
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') })
    expect(statSync(file('said.jsonl')).mode & 0o777).toBe(0o600)
  })

  it('keep home folders back in a conversation, too', async () => {
    const plain: { session: { id: string }; conversation: unknown }[] = JSON.parse(
      (await run(home, ['export', ...ids, '--no-redact'])).stdout,
    )
    const naming = plain.find(({ conversation }) => JSON.stringify(conversation).includes('/home/dev'))
    const ask = ['export-conversation', naming?.session.id ?? '']
    expect((await run(home, [...ask, '--no-redact'])).stdout).toContain('/home/dev')
    const redacted = await run(home, ask)
    expect(redacted.stdout).toMatch(/^# /)
    expect(redacted.stdout).not.toContain('/home/dev')
  })

  it('are a table for spreadsheets', async () => {
    const { stdout } = await run(home, ['export', ...ids, '--no-conversation', '-f', 'csv'])
    const rows = stdout.trimEnd().split('\r\n')
    expect(rows[0]).toMatch(/^id,provider,title,/)
    expect(rows).toHaveLength(ids.length + 1)
  })
})

describe('what cannot be done with contexts', () => {
  it('replaces no file unless it is asked to', async () => {
    writeFileSync(file('mine.json'), 'mine')
    const refused = await run(home, ['export', ids[0] ?? '', '-o', file('mine.json')])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(file('mine.json'), 'utf8')).toBe('mine')
    expect((await run(home, ['export', ids[0] ?? '', '-o', file('mine.json'), '--force'])).code).toBe(0)
  })

  it('imports all of a file or nothing, and says where it is wrong', async () => {
    const before = await contextIds()
    const values: unknown[] = JSON.parse(readFileSync(file('all.json'), 'utf8'))
    Object.assign(Object(values.at(-1)), { version: 99 })
    writeFileSync(file('bad.json'), JSON.stringify(values, null, 2))
    const { code, stdout, stderr } = await run(home, ['import-context', file('bad.json')])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('nothing was imported:')
    expect(stderr).toMatch(/bad\.json:\d+:\d+: \d+: It was written by a newer version/)
    expect(await contextIds()).toEqual(before)
  })

  it.each([
    [['export', 'nothing'], 'no session has an id that begins with nothing', 2],
    [['export-conversation', 'nothing'], 'no session has an id that begins with nothing', 2],
    [['export', 'codex', '-f', 'markdown'], 'may mean', 2],
    [['import-context', 'missing.json'], 'cannot be read', 2],
    [['import-context', 'all.json', '--session-id', 'nothing'], 'no session has an id', 2],
    [['contexts', '--remove', 'nothing'], 'no session has an id', 2],
  ])('%j ends with a sentence', async (args, sentence, expected) => {
    const { code, stdout, stderr } = await run(home, args)
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  it('only says what it would import where it is asked to', async () => {
    const before = await contextIds()
    expect((await run(home, ['import-context', file('all.yaml'), '--dry-run'])).stdout).toContain(
      'Would import ',
    )
    expect(await contextIds()).toEqual(before)
  })

  it('removes a context, and nothing else', async () => {
    const [first = '', ...others] = await contextIds()
    expect((await run(home, ['contexts', '--remove', first])).stdout).toBe(`Removed ${first}.\n`)
    expect(await contextIds()).toEqual(others)
    expect(existsSync(file('all.json'))).toBe(true)
  })
})
