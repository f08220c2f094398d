import { expect, it } from 'vitest'
import { fetchExport } from './fetch-export.ts'

const EXPORTED = { transfer: 'one', name: 'shop.json', sizeBytes: 7, contexts: 1 }

it('a file is fetched piece by piece until there is none behind, byte by byte as it was', async () => {
  const asked: number[] = []
  const pieces = new Map([
    [0, { piece: btoa('a\u00ff\u0000'), next: 3 }],
    [3, { piece: btoa('rest'), next: null }],
  ])
  const file = await fetchExport(
    {
      async export({ ids }) {
        expect(ids).toEqual(['codex:1'])
        return { ...EXPORTED, redacted: { secrets: { password: 2, token: 1 }, homeFolders: 4 } }
      },
      async download({ from }) {
        asked.push(from)
        return pieces.get(from) ?? { piece: '', next: null }
      },
    },
    { ids: ['codex:1'] },
  )
  expect(asked).toEqual([0, 3])
  expect(file).toMatchObject({ name: 'shop.json', takenOut: 7 })
  expect(file.parts.flatMap((part) => [...part])).toEqual([97, 255, 0, ...Buffer.from('rest')])
})

it('an empty file is one without a byte, and where nothing was looked for, nothing is said', async () => {
  const file = await fetchExport(
    {
      export: async () => ({ ...EXPORTED, redacted: null }),
      download: async () => ({ piece: '', next: null }),
    },
    { ids: ['codex:1'] },
  )
  expect(file.takenOut).toBeNull()
  expect(file.parts.reduce((sum, part) => sum + part.length, 0)).toBe(0)
})
