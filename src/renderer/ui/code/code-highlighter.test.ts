import { expect, it } from 'vitest'
import { createCodeHighlighter, LONGEST_CODE } from './code-highlighter.ts'
import { highlightCode } from './highlight-code.ts'

const always = (): boolean => true

function counting(load = async () => ({ highlightCode })) {
  const calls = { load: 0, pause: 0 }
  const highlighter = createCodeHighlighter({
    load() {
      calls.load += 1
      return load()
    },
    async pause() {
      calls.pause += 1
    },
  })
  return { calls, highlighter }
}

it('fetches the languages at the first block that has one, and remembers what it found', async () => {
  const { calls, highlighter } = counting()
  expect(highlighter.known('const a = 1', '')).toBeNull()
  expect(calls.load).toBe(0)
  expect(highlighter.known('const a = 1', 'ts')).toBeUndefined()
  const found = await highlighter.highlight('const a = 1', 'ts', always)
  expect(found?.[0]).toEqual({ text: 'const ', color: 'keyword' })
  expect(highlighter.known('const a = 1', 'ts')).toBe(found)
  await highlighter.highlight('const a = 1', 'ts', always)
  expect(calls.pause).toBe(1)
})

it('leaves a block that is too long in the colour of the text', () => {
  const { highlighter } = counting()
  expect(highlighter.known('a'.repeat(LONGEST_CODE), 'ts')).toBeUndefined()
  expect(highlighter.known('a'.repeat(LONGEST_CODE + 1), 'ts')).toBeNull()
})

it('takes one block at a time, and none that went out of sight', async () => {
  const { calls, highlighter } = counting()
  const [, second, third] = await Promise.all([
    highlighter.highlight('const a = 1', 'ts', always),
    highlighter.highlight('const b = 1', 'ts', () => false),
    highlighter.highlight('const c = 1', 'ts', always),
  ])
  expect(second).toBeUndefined()
  expect(third).not.toBeNull()
  expect(calls.pause).toBe(2)
})

it('keeps one colour where the languages are out of reach, and tries again with the next block', async () => {
  let attempts = 0
  const { highlighter } = counting(async () => {
    attempts += 1
    if (attempts === 1) throw new Error('the host is gone')
    return { highlightCode }
  })
  expect(await highlighter.highlight('const a = 1', 'ts', always)).toBeNull()
  expect(await highlighter.highlight('const b = 1', 'ts', always)).not.toBeNull()
})

it('forgets the block that it saw first when there are many', async () => {
  const { highlighter } = counting()
  for (let index = 0; index <= 300; index++) await highlighter.highlight(`const a = ${index}`, 'ts', always)
  expect(highlighter.known('const a = 0', 'ts')).toBeUndefined()
  expect(highlighter.known('const a = 300', 'ts')).not.toBeUndefined()
})
