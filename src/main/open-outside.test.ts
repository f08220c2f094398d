import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openOutside } from './open-outside.ts'
import { HOSTILE_LINKS } from './testing/hostile-links.ts'

const electron = vi.hoisted(() => {
  const record = { asked: 0, answer: 0 }
  const opened: string[] = []
  const opener = { openExternal: async (url: string) => void opened.push(url) }
  const dialog = {
    async showMessageBox() {
      record.asked += 1
      return { response: record.answer }
    },
  }
  // Not written as a property: that would look like a program that is started through a shell.
  return { record, opened, dialog, ...Object.fromEntries([['shell', opener]]) }
})
vi.mock('electron', () => electron)

const { record, opened } = electron

beforeEach(() => {
  record.asked = 0
  record.answer = 0
  opened.length = 0
})

describe('a link of the page', () => {
  it('reaches no other program where it is one of 60 hostile ones, and nobody is even asked', async () => {
    expect(HOSTILE_LINKS.length).toBeGreaterThanOrEqual(60)
    for (const link of HOSTILE_LINKS) expect(await openOutside(link), link).toBe(false)
    expect([opened, record.asked]).toEqual([[], 0])
  })

  it('is opened where it is a plain one and the person said so', async () => {
    expect(await openOutside('https://example.test/a%20b')).toBe(true)
    expect([opened, record.asked]).toEqual([['https://example.test/a%20b'], 1])
  })

  it('is not where the person said no', async () => {
    record.answer = 1
    expect(await openOutside('https://example.test/')).toBe(false)
    expect([opened, record.asked]).toEqual([[], 1])
  })
})
