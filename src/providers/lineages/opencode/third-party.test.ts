import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseObject } from './json.ts'
import { usageOf } from './usage.ts'

/*
 * Messages of another project's tests, with what those tests state. They are not ours to copy: they are read in a folder
 * beside this checkout, where it is there.
 */
const folder = join(
  import.meta.dirname,
  '../../../../../shared/fixtures/opencode/third-party/toktrack/storage/message/ses_test',
)

it.runIf(existsSync(folder)).each([
  ['msg_001.json', { uncachedInput: 1000, cacheRead: 100, cacheWrite: 50, output: 500 }],
  ['msg_002.json', { uncachedInput: 2000, cacheRead: 200, cacheWrite: 100, output: 950 }],
  ['msg_003_no_tokens.json', undefined],
])('counts %s as toktrack states', (name, counts) => {
  const message = parseObject(readFileSync(join(folder, name), 'utf8'))
  expect(usageOf(message ?? {}, [])?.counts).toEqual(counts)
})
