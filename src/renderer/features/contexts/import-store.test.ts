import { beforeEach, describe, expect, it } from 'vitest'
import { LARGEST_CONTEXT_FILE_BYTES, PIECE_BYTES } from '../../../shared/domain/context-files.ts'
import { createImportStore, type ImportStore, MOST_FILES } from './import-store.ts'
import type { ChosenFile } from './import-state.ts'
import { ScriptedContexts } from './testing/scripted-contexts.ts'

let imports: number
beforeEach(() => {
  imports = 0
})

function chosen(text: string, name = 'context.json'): ChosenFile {
  return { name, content: new Blob([text]), isFolder: false }
}

function stepsOf(store: ImportStore): string[] {
  return store.getState().files.map(({ step }) => step.kind)
}

describe('the way of a file in', () => {
  it('is shown before anything is imported, and imports on confirmation', async () => {
    const api = new ScriptedContexts()
    const store = createImportStore(api, () => (imports += 1))
    await store.getState().look([chosen('{"a": 1}')])
    expect(store.getState()).toMatchObject({
      open: true,
      files: [{ name: 'context.json', sizeBytes: 8, step: { kind: 'importable', preview: { added: 1 } } }],
    })
    expect(api.received).toEqual(['{"a": 1}'])
    expect(api.imported).toEqual([])
    await store.getState().importAll('codex:one')
    expect(stepsOf(store)).toEqual(['imported'])
    expect(api.imported).toEqual([['{"a": 1}', 'codex:one']])
    expect(imports).toBe(1)
  })

  it('goes in pieces that are put together again', async () => {
    const api = new ScriptedContexts()
    const text = 'ä'.repeat(PIECE_BYTES)
    await createImportStore(api, () => (imports += 1))
      .getState()
      .look([chosen(text)])
    expect(api.pieces).toBe(2)
    expect(api.received[0] === text).toBe(true)
  })

  it('sends an empty file, too: the core says what is wrong with it', async () => {
    const api = new ScriptedContexts()
    await createImportStore(api, () => (imports += 1))
      .getState()
      .look([chosen('')])
    expect(api.received).toEqual([''])
  })

  it('tells where a refused file is wrong, and imports the others', async () => {
    const api = new ScriptedContexts()
    api.refuses = 'bad'
    const store = createImportStore(api, () => (imports += 1))
    await store.getState().look([chosen('bad'), chosen('good')])
    expect(store.getState().files[0]?.step).toEqual({ kind: 'refused', problems: [api.problem] })
    await store.getState().importAll(null)
    expect(stepsOf(store)).toEqual(['refused', 'imported'])
    expect(api.imported).toEqual([['good', null]])
  })

  it('takes no folder, nothing that is too large, and no more than some at once', async () => {
    const api = new ScriptedContexts()
    const store = createImportStore(api, () => (imports += 1))
    const large = { name: 'large', content: new Blob([new Uint8Array(LARGEST_CONTEXT_FILE_BYTES + 1)]) }
    const many = Array.from({ length: MOST_FILES }, (_, index) => chosen(`${index}`))
    await store.getState().look([{ ...chosen(''), isFolder: true }, { ...large, isFolder: false }, ...many])
    expect(stepsOf(store).slice(0, 2)).toEqual(['failed', 'failed'])
    expect(store.getState()).toMatchObject({ leftOut: 2, files: { length: MOST_FILES } })
    expect(api.received).toHaveLength(MOST_FILES - 2)
  })

  it('hands a file over again that was forgotten meanwhile', async () => {
    const api = new ScriptedContexts()
    const store = createImportStore(api, () => (imports += 1))
    await store.getState().look([chosen('kept')])
    api.forgetAll()
    await store.getState().importAll(null)
    expect(stepsOf(store)).toEqual(['imported'])
    expect(api.imported).toEqual([['kept', null]])
  })

  it('says what went wrong where nothing could be imported', async () => {
    const api = new ScriptedContexts()
    const store = createImportStore(api, () => (imports += 1))
    await store.getState().look([chosen('one')])
    api.failure = new Error('The connection is lost.')
    await store.getState().importAll(null)
    expect(imports).toBe(0)
    expect(store.getState().files).toMatchObject([
      { step: { kind: 'failed', reason: 'The connection is lost.' } },
    ])
  })

  it('leaves nothing with the core of what was taken off or closed', async () => {
    const api = new ScriptedContexts()
    const store = createImportStore(api, () => (imports += 1))
    await store.getState().look([chosen('one'), chosen('two'), chosen('three')])
    store.getState().takeOff(store.getState().files[0]?.key ?? 0)
    expect(api.kept()).toEqual(['two', 'three'])
    store.getState().close()
    expect(api.kept()).toEqual([])
    expect(store.getState()).toMatchObject({ open: false, files: [] })
  })
})
