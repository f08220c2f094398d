import { describe, expect, it } from 'vitest'
import { NOTIFICATION_CAUSES } from '../../shared/domain/notification-cause.ts'
import { noticeText, type ToldSession } from './notice-text.ts'

const session: ToldSession = {
  project: 'billing',
  title: 'The secret plan',
  question: null,
  state: 'working',
  health: { score: 31 },
  context: { ratio: 0.874 },
}
const asked = { session, assistant: 'Codex', withTranscriptText: false } as const

describe('a notification', () => {
  it('says which session it is about, and each cause in one sentence', () => {
    expect(NOTIFICATION_CAUSES.map((cause) => noticeText({ ...asked, cause }))).toEqual(
      [
        'It is stuck and needs you.',
        'It waits for your answer.',
        'Its health is critical: 31 of 100.',
        'Its context is 87% full.',
        'It has finished its turn.',
      ].map((body) => ({ title: 'billing · Codex', body })),
    )
  })

  it('tells a turn that ended from a session that ended', () => {
    const ended = { ...session, state: 'ended' } as const
    expect(noticeText({ ...asked, session: ended, cause: 'finished' }).body).toBe('It has ended.')
  })

  it('has words of the transcript only where they were switched on', () => {
    for (const cause of NOTIFICATION_CAUSES)
      expect(JSON.stringify(noticeText({ ...asked, cause }))).not.toContain('secret')
    expect(noticeText({ ...asked, cause: 'waiting', withTranscriptText: true }).body).toBe(
      'It waits for your answer. The secret plan',
    )
    const asking = { ...session, question: 'Permission for Bash: rm -rf secret' }
    const told = (cause: 'waiting' | 'stuck', withTranscriptText: boolean) =>
      noticeText({ ...asked, session: asking, cause, withTranscriptText }).body
    expect(told('waiting', true)).toBe('It waits for your answer. Permission for Bash: rm -rf secret')
    expect(told('stuck', true)).toBe('It is stuck and needs you. The secret plan')
    expect(told('waiting', false)).toBe('It waits for your answer.')
  })

  it('is one bounded line of plain text, whatever a folder or a title is called', () => {
    const hostile = `a\u001b[31m\nb\u202e${'x'.repeat(5000)}`
    const { title, body } = noticeText({
      ...asked,
      session: { ...session, project: hostile, title: hostile },
      cause: 'stuck',
      withTranscriptText: true,
    })
    for (const text of [title, body]) {
      expect(text.length).toBeLessThan(200)
      expect(text).toMatch(/a bx+…/)
      expect(text).not.toMatch(/\p{Cc}|\u202e/u)
    }
  })

  it('names the assistant alone where no folder is known', () => {
    expect(noticeText({ ...asked, session: { ...session, project: null }, cause: 'stuck' }).title).toBe(
      'Codex',
    )
  })
})
