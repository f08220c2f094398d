import { describe, expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { type MenuQuestion, type TrayItem, trayMenu } from './tray-menu.ts'
import { summarize } from './tray-summary.ts'

function menu(count: number, given: Partial<MenuQuestion> = {}): readonly TrayItem[] {
  const sessions = Array.from({ length: count }, (_unused, index) =>
    sampleSession({ id: `an-assistant:${index}`, title: `Session & ${index}` }),
  )
  return trayMenu({
    summary: summarize(sessions, undefined),
    assistantName: (id) => id.toUpperCase(),
    paused: false,
    quietUntil: undefined,
    ...given,
  })
}

const labels = (items: readonly TrayItem[]): readonly string[] =>
  items.flatMap((item) => (item.kind === 'separator' ? [] : [item.label]))

describe('the tray’s menu', () => {
  it('has what can be done, with the counts above', () => {
    expect(labels(menu(0))).toEqual([
      'No live sessions',
      'Open dashboard',
      'Pause',
      'Quiet for an hour',
      'Preferences …',
      'Doctor …',
      'Quit',
    ])
  })

  it('has at most nine sessions, each opening its page, and leads to the rest', () => {
    const items = menu(12)
    const opened = items.flatMap((item) =>
      item.kind === 'action' && item.command.kind === 'openSession' ? [item.command.id] : [],
    )
    expect(opened).toHaveLength(9)
    expect(new Set(opened).size).toBe(9)
    expect(labels(items)).toContain('3 more …')
    expect(labels(items)[1]).toBe('working: Session && 0 (CLAUDE-CODE)')
  })

  it('keeps a hostile title to one short line', () => {
    const title = `\u001b[31m\nred\u202e${'x'.repeat(9000)}`
    const summary = summarize([sampleSession({ title })], undefined)
    const [, label = ''] = labels(menu(0, { summary }))
    expect(label).toMatch(/^working: redx+… \(CLAUDE-CODE\)$/)
    expect(label.length).toBeLessThan(100)
  })

  it('shows what is switched on, and switches it off', () => {
    const items = menu(0, { paused: true, quietUntil: new Date(2026, 0, 2, 9, 5) })
    expect(items.filter(({ kind }) => kind === 'switch')).toEqual([
      { kind: 'switch', label: 'Pause', checked: true, command: { kind: 'pause', on: false } },
      { kind: 'switch', label: 'Quiet until 09:05', checked: true, command: { kind: 'quiet', on: false } },
    ])
  })
})
