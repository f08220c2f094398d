import { describe, expect, it } from 'vitest'
import { yamlOf } from '../text/yaml-text.ts'
import { readContexts } from './read-contexts.ts'
import { changedSample, HOSTILE_FILES } from './testing/hostile-files.ts'
import { sampleContext } from './testing/sample-context.ts'
import { contextBytes, contextText } from './write-contexts.ts'

const sample = sampleContext()
const json = JSON.stringify(sample, null, 2)

describe('an exported context', () => {
  it.each(['json', 'yaml'] as const)('comes back as it was: %s, packed or not', (format) => {
    for (const gzip of [false, true]) {
      const read = readContexts(contextBytes(contextText([sample], format), { gzip }))
      expect(read).toEqual({ kind: 'read', contexts: [sample], withoutConversation: false })
    }
  })

  it('comes back without its conversation from Markdown', () => {
    const read = readContexts(Buffer.from(contextText([sample], 'markdown')))
    expect(read).toEqual({
      kind: 'read',
      contexts: [{ ...sample, conversation: null }],
      withoutConversation: true,
    })
  })

  it('comes back with others from one file', () => {
    const read = readContexts(Buffer.from(contextText([sample, sample], 'yaml')))
    expect(read).toMatchObject({ contexts: [sample, sample] })
  })

  it('is packed to the same bytes each time', () => {
    expect(contextBytes(json, { gzip: true }).equals(contextBytes(json, { gzip: true }))).toBe(true)
  })

  it('says line and column of each mistake', () => {
    const read = readContexts(Buffer.from(changedSample('session.messages', -1).replace('"codex"', '7')))
    expect(read.kind === 'refused' && read.problems).toEqual([
      { path: 'session.provider', place: { line: 8, column: 5 }, message: expect.any(String) },
      { path: 'session.messages', place: { line: 20, column: 5 }, message: expect.any(String) },
    ])
  })
})

describe('a hostile import', () => {
  it.each(HOSTILE_FILES)('is refused with its reason: %s', (_, content, reason) => {
    const read = readContexts(Buffer.isBuffer(content) ? content : Buffer.from(content))
    if (read.kind === 'read') throw new Error('it was taken')
    expect(read.problems.length).toBeGreaterThan(0)
    expect(read.problems.map(({ message }) => message).join(' ')).toContain(reason)
  })

  it('leaves the prototypes of others alone', () => {
    readContexts(Buffer.from(`{"__proto__": {"polluted": true}, ${json.slice(1)}`))
    readContexts(Buffer.from(yamlOf({ ...sample, constructor: { prototype: { polluted: true } } })))
    expect('polluted' in {}).toBe(false)
  })
})
