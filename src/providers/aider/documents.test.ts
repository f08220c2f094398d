import { describe, expect, it } from 'vitest'
import { aiderDocuments } from './documents.ts'
import { BEGIN, HEADER, historyOf, readLast, WRITTEN } from './testing/reading.ts'

const PROMPT = '\n#### fix it  \n\nDone.\n\n'
const SECOND = '\n# aider chat started at 2026-11-20 10:30:00\n\n'
const idsIn = (text: string, folder?: string) =>
  aiderDocuments.sessions(historyOf(text, folder)).map(({ sessionId }) => sessionId)

describe('a history', () => {
  it('holds each run of Aider in which something was asked', () => {
    const ids = idsIn(`${HEADER}> Aider v0.86.1  \n${SECOND}${PROMPT}${HEADER}${PROMPT}`)
    expect(ids).toEqual([
      expect.stringMatching(/^20261120-103000-[\da-f]{8}$/),
      expect.stringMatching(/^20261120-100000-2-[\da-f]{8}$/),
    ])
  })

  it.each([
    '',
    PROMPT,
    'a # aider chat started at 2026-11-20 10:00:00',
    '# aider chat started at noon\n#### x  \n',
  ])('holds none where it is %j', (text) => {
    expect(idsIn(text)).toEqual([])
  })

  it('gives its chats other names than that of another project', () => {
    expect(idsIn(HEADER + PROMPT, '/home/dev/a')).not.toEqual(idsIn(HEADER + PROMPT, '/home/dev/b'))
  })

  it('changes what is written to, and no chat before it', () => {
    const stampsOf = (text: string) => aiderDocuments.sessions(historyOf(text)).map(({ stamp }) => stamp)
    const [first] = stampsOf(HEADER + PROMPT + SECOND + PROMPT)
    const [same, grown] = stampsOf(HEADER + PROMPT + SECOND + PROMPT + PROMPT)
    expect(same).toBe(first)
    expect(grown).not.toBe(stampsOf(HEADER + PROMPT + SECOND + PROMPT)[1])
  })

  it('is in the folder of its project, in the time of the machine', () => {
    const { recording } = readLast(historyOf(HEADER + PROMPT))
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/app']])
    expect(recording.of('born')).toEqual([[BEGIN]])
    expect(recording.of('seen')).toEqual([[BEGIN], [WRITTEN]])
  })

  it('knows of an earlier chat only when it was started', () => {
    const file = historyOf(HEADER + PROMPT + SECOND)
    expect(readLast(file).recording.of('seen')).toEqual([[BEGIN], [BEGIN]])
  })

  it('is read with the line ends of Windows', () => {
    const { recording } = readLast(historyOf((HEADER + PROMPT).replaceAll('\n', '\r\n')))
    expect(recording.of('prompt')).toEqual([['fix it', BEGIN]])
  })
})
