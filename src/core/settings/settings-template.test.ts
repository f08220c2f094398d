import { expect, it } from 'vitest'
import { z } from 'zod'
import { settingsFileSchema } from './settings-file.ts'
import { SETTINGS_TEMPLATE } from './settings-template.ts'
import { parseYaml } from '../text/yaml-text.ts'

function written(): unknown {
  const parsed = parseYaml(SETTINGS_TEMPLATE)
  if (parsed.kind === 'malformed') throw new Error(parsed.reason)
  return parsed.value
}

it('the written settings file sets every setting to its default', () => {
  expect(written()).toEqual(settingsFileSchema.parse({}))
})

it('every setting of the schema stands in the written file', () => {
  const schema = z.toJSONSchema(settingsFileSchema, { io: 'input' })
  expect(Object.keys(schema.properties ?? {}).toSorted()).toEqual(Object.keys(Object(written())).toSorted())
})
