import { describe, expect, it } from 'vitest'
import type { ModelResponse } from '../../shared/domain/transcript.ts'
import { FactsGatherer } from '../ingest/transcript-facts.ts'
import { addUpUsage } from './add-up-usage.ts'
import type { IndexStore } from './index-store.ts'
import { encodeResponses, PART_RESPONSES, responseKey } from './response-codec.ts'
import { openMemoryIndex } from './testing/memory-index.ts'

const FILE: Parameters<IndexStore['putFile']>[0] = {
  path: '/home/ada/one.jsonl',
  provider: 'claude-code',
  root: '/home/ada',
  sessionId: 'one',
  dev: 1,
  ino: 1,
  size: 1,
  mtimeMs: 1_000,
  fingerprint: '',
  isSubagent: false,
  readOffset: 0,
  bornAt: 0,
  lines: 1,
  skipped: {},
  facts: new FactsGatherer(undefined).takeFacts(),
  touchedFiles: '[]',
  parserState: 'null',
}

function response(key: string, output: number, at = 1_000): ModelResponse {
  return {
    key,
    model: 'claude-opus-5-5',
    at,
    counts: { uncachedInput: 1, cacheRead: 0, cacheWrite: 0, output },
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed: undefined,
    sidechain: false,
  }
}

function responses(from: number, to: number): ModelResponse[] {
  return Array.from({ length: to - from }, (_, index) => response(`msg_${from + index}`, 10))
}

function put(store: IndexStore, fileId: number, all: readonly ModelResponse[]): void {
  store.putResponses(fileId, encodeResponses(all), addUpUsage(all))
}

function outputOf(store: IndexStore, fileId: number): number | undefined {
  return store.usageOfFile(fileId).sums[0]?.counts.output
}

describe('the responses of a file', () => {
  it('add up to the same, written at once or as the file grows', () => {
    const { store } = openMemoryIndex()
    const [whole, growing] = [store.putFile(FILE), store.putFile({ ...FILE, path: '/home/ada/two.jsonl' })]
    const all = responses(0, 3 * PART_RESPONSES + 5)
    put(store, whole, all)
    for (let from = 0; from < all.length; from += 50)
      store.addResponses(growing, encodeResponses(all.slice(from, from + 50)))
    expect(store.usageOfFile(growing)).toEqual(addUpUsage(all))
    store.transaction(() => {})
    expect(store.usageOfFile(whole)).toEqual(store.usageOfFile(growing))
    expect(store.responseKeys(growing)).toEqual(all.map(({ key }) => responseKey(key)))
  })

  it('are written again in the last part only where some come in, however many there are', () => {
    const { store } = openMemoryIndex()
    const file = store.putFile(FILE)
    put(store, file, responses(0, 40 * PART_RESPONSES))
    const before = store.rowsWritten()
    store.addResponses(file, encodeResponses([response('new', 1), response('newer', 2)]))
    expect(store.rowsWritten() - before).toBe(1)
    expect(store.usageOfFile(file).answers).toBe(40 * PART_RESPONSES + 2)
  })

  it('that are told again count once, with the most output, wherever they stand', () => {
    const { store } = openMemoryIndex()
    const file = store.putFile(FILE)
    put(store, file, responses(0, 2 * PART_RESPONSES))
    store.addResponses(file, encodeResponses([response('msg_3', 500), response('msg_4', 2)]))
    expect(store.usageOfFile(file).answers).toBe(2 * PART_RESPONSES)
    expect(outputOf(store, file)).toBe(2 * PART_RESPONSES * 10 + 490)
  })

  it('that are copies stay so when they are told again', () => {
    const { store } = openMemoryIndex()
    const file = store.putFile(FILE)
    put(store, file, responses(0, 2))
    const copied = store.copiedResponses()
    copied.setInherited(file, responseKey('msg_1'), true)
    copied.save()
    store.addResponses(file, encodeResponses([response('msg_1', 20)]))
    expect(store.usageOfFile(file)).toMatchObject({ answers: 2, copies: 1 })
    expect(outputOf(store, file)).toBe(10)
  })

  it('belong to other files again, and these to be settled, when the file that owned them is gone', () => {
    const { store } = openMemoryIndex()
    const [owner, copy] = [store.putFile(FILE), store.putFile({ ...FILE, path: '/home/ada/two.jsonl' })]
    put(store, owner, responses(0, 3))
    put(store, copy, responses(1, 5))
    const copied = store.copiedResponses()
    copied.setInherited(copy, responseKey('msg_1'), true)
    copied.setInherited(copy, responseKey('msg_2'), true)
    copied.save()
    store.clearPending()
    expect(store.inheritedFrom(copy)).toEqual([{ provider: 'claude-code', sessionId: 'one' }])
    expect(store.firstOwnResponseAt(copy)).toBe(1_000)
    store.removeFile(owner)
    expect(store.usageOfFile(copy)).toMatchObject({ answers: 4, copies: 0 })
    expect(store.pendingFiles()).toEqual([copy])
  })

  it('are known by their keys after what wrote them was undone', () => {
    const { store } = openMemoryIndex()
    const [one, two] = [store.putFile(FILE), store.putFile({ ...FILE, path: '/home/ada/two.jsonl' })]
    put(store, one, responses(0, 3))
    put(store, two, responses(0, 3))
    const undone = new Error('undone')
    expect(() =>
      store.transaction(() => {
        store.removeFile(one)
        put(store, two, responses(0, 1))
        throw undone
      }),
    ).toThrow(undone)
    const shared = store.copiedResponses().sharedKeys()
    expect(shared).toEqual(new Set(['msg_0', 'msg_1', 'msg_2'].map(responseKey)))
    expect(outputOf(store, two)).toBe(30)
  })

  it('leave nothing behind in the index', () => {
    const { store } = openMemoryIndex()
    const file = store.putFile(FILE)
    put(store, file, responses(0, 2 * PART_RESPONSES))
    store.clearResponses(file)
    expect(store.responseKeys(file)).toEqual([])
    expect(store.usageOfFile(file)).toEqual({ sums: [], answers: 0, copies: 0 })
  })
})
