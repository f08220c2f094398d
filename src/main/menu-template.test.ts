import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu-template.ts'

const asked: string[] = []
const question = {
  isMac: false,
  isPackaged: true,
  onPreferences: () => void asked.push('preferences'),
  onImport: () => void asked.push('import'),
}

/** Entries of all menus, by what they are called or do. */
function entries(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
}

describe('the menu', () => {
  it.each([true, false])('leads to the preferences and to an import, on a Mac: %s', (isMac) => {
    asked.length = 0
    for (const { click } of entries(menuTemplate({ ...question, isMac })))
      Reflect.apply(click ?? (() => undefined), undefined, [])
    expect(asked.toSorted()).toEqual(['import', 'preferences'])
  })

  it.each([true, false])('quits, copies and closes windows, on a Mac: %s', (isMac) => {
    const template = menuTemplate({ ...question, isMac })
    const roles = [...template, ...entries(template)].map(({ role }) => role)
    expect(roles).toEqual(expect.arrayContaining(['quit', 'editMenu', 'windowMenu']))
  })

  it('has the tools of developers only where the app is not packaged', () => {
    const roles = (isPackaged: boolean) =>
      entries(menuTemplate({ ...question, isPackaged })).map(({ role }) => role)
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(false)).toContain('toggleDevTools')
  })
})
