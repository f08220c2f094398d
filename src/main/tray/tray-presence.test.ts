import { expect, it } from 'vitest'
import { isTrayShown } from './tray-presence.ts'

const answering = (answers: Readonly<Record<string, string>>) => async (program: string) => answers[program]

it('macOS and Windows always have a tray', async () => {
  const never = async (): Promise<undefined> => {
    throw new Error('asked')
  }
  expect(await isTrayShown('darwin', never)).toBe(true)
  expect(await isTrayShown('win32', never)).toBe(true)
})

it.each([
  ['busctl', 'b true\n', true],
  ['busctl', 'b false\n', false],
  ['gdbus', '(<true>,)\n', true],
  ['gdbus', '(<false>,)\n', false],
  ['dbus-send', 'method return …\n   variant       boolean true\n', true],
  ['dbus-send', 'method return …\n   variant       boolean false\n', false],
])('on Linux a panel is asked with what is there: %s answers %j', async (program, answer, expected) => {
  expect(await isTrayShown('linux', answering({ [program]: answer }))).toBe(expected)
})

it('where no panel answers, closing a window must not leave an app that nobody sees', async () => {
  expect(await isTrayShown('linux', answering({}))).toBe(false)
})
