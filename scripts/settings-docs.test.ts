import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SETTINGS_TEMPLATE } from '../src/core/settings/settings-template.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8')

it('the page on settings shows the file as it is written', () => {
  expect(/```yaml\n([\s\S]*?)```/.exec(page)?.[1]).toBe(SETTINGS_TEMPLATE)
})
