import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNotifySend, notifySendTellsClicks, withoutMarkup } from './notify-send.ts'
import type { ShownNotice } from './show-notice.ts'

let folder: string
let quitting: AbortController
let clicks: number
let failures: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'notify-send-'))
  quitting = new AbortController()
  clicks = 0
  failures = []
})
afterEach(() => {
  quitting.abort()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A `notify-send` that writes its arguments down, one a line, and then does this. */
function install(then: string): void {
  const program = join(folder, 'notify-send')
  writeFileSync(
    program,
    `#!/bin/sh\nfor one in "$@"; do echo "$one" >> "${folder}/arguments"; done\n${then}\n`,
  )
  chmodSync(program, 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`)
}

function notice(given: Partial<ShownNotice> = {}): ShownNotice {
  return {
    title: 'billing · Codex',
    body: 'Its health is critical: 30 of 100.',
    isUrgent: true,
    sound: true,
    onClick: () => (clicks += 1),
    onFailed: (cause) => failures.push(String(cause)),
    ...given,
  }
}

const show = (given?: Partial<ShownNotice>) =>
  createNotifySend({ icon: '/icons/app.png', signal: quitting.signal })(notice(given))

const told = (): string[] => readFileSync(join(folder, 'arguments'), 'utf8').trimEnd().split('\n')

describe.skipIf(process.platform === 'win32')('a notification through notify-send', () => {
  it('has its title and text as they are, whatever a shell or an option would make of them', async () => {
    install('')
    const title = `--version $(touch ${folder}/taken) \`id\``
    show({ title, body: '<b>a</b> & "b"', isUrgent: false, sound: false })
    await vi.waitFor(() => expect(told()).toHaveLength(9))
    expect(told()).toEqual([
      '--app-name=LLM Session Manager',
      '--icon=/icons/app.png',
      '--urgency=normal',
      '--hint=string:desktop-entry:llm-session-manager',
      '--hint=boolean:suppress-sound:true',
      '--action=default=Open',
      '--',
      title,
      '&lt;b&gt;a&lt;/b&gt; &amp; "b"',
    ])
    expect(existsSync(join(folder, 'taken'))).toBe(false)
  })

  it('is urgent and sounds where that is asked for', async () => {
    install('')
    show()
    await vi.waitFor(() => expect(told()).toHaveLength(9))
    expect(told()).toEqual(
      expect.arrayContaining(['--urgency=critical', '--hint=string:sound-name:message-new-instant']),
    )
  })

  it('tells of a click, and of no other action', async () => {
    install('echo default')
    show()
    await vi.waitFor(() => expect(clicks).toBe(1))
    install('echo something-else; touch "$0.done"')
    show()
    await vi.waitFor(() => expect(existsSync(join(folder, 'notify-send.done'))).toBe(true))
    expect([clicks, failures]).toEqual([1, []])
  })

  it('says why it was not shown: the program failed, or is not there', async () => {
    install('exit 3')
    show()
    await vi.waitFor(() => expect(failures).toEqual(['Error: notify-send ended with code 3']))
    vi.stubEnv('PATH', join(folder, 'nothing'))
    show()
    await vi.waitFor(() => expect(failures).toHaveLength(2))
    expect(failures[1]).toContain('ENOENT')
  })

  it('ends with the app, and that is no failure', async () => {
    install('echo $$ > "$0.pid"; exec sleep 60')
    show()
    const pidFile = join(folder, 'notify-send.pid')
    await vi.waitFor(() => expect(existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d/))
    const pid = Number(readFileSync(pidFile, 'utf8'))
    quitting.abort()
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'))
    expect([clicks, failures]).toEqual([0, []])
  })

  it.each([
    ['tells of clicks where it knows actions', 'echo "  -A, --action=[NAME=]Text..."', true],
    ['does not where it is older', 'echo "  -u, --urgency=LEVEL"', false],
    ['does not where it fails', 'exit 1', false],
  ])('%s', async (_, then, expected) => {
    install(then)
    expect(await notifySendTellsClicks()).toBe(expected)
  })

  it('does not tell of clicks where it is not installed', async () => {
    vi.stubEnv('PATH', join(folder, 'nothing'))
    expect(await notifySendTellsClicks()).toBe(false)
  })
})

it('text is no markup', () => {
  expect(withoutMarkup('<a href="x">&lt;</a>')).toBe('&lt;a href="x"&gt;&amp;lt;&lt;/a&gt;')
})
