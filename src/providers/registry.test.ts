import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presences } from './presences.ts'
import { findProvider, providers } from './registry.ts'

const folder = import.meta.dirname
const root = resolve(folder, '../..')
const manifests = providers.map(({ manifest }) => manifest)

describe('the registry of providers', () => {
  it('is up to date', () => {
    const script = join(root, 'scripts/generate-registry.ts')
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
  })

  it('has each provider under the name of its folder', () => {
    const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'provider.ts')))
    expect(manifests.map(({ id }) => id)).toEqual(folders.sort())
  })

  it('has the same assistants with their transcripts and without', () => {
    expect(presences.map(({ manifest }) => manifest)).toEqual(manifests)
    for (const [index, presence] of presences.entries()) expect(providers[index]).toMatchObject(presence)
  })

  it('finds a provider by its id alone', () => {
    for (const provider of providers) expect(findProvider(provider.manifest.id)).toBe(provider)
    for (const id of ['', 'testing', 'no-such', '__proto__']) expect(findProvider(id)).toBeUndefined()
  })
})

describe('the manifests', () => {
  it.each(['name', 'color', 'monogram'] as const)('give every provider a %s of its own', (field) => {
    const values = manifests.map((manifest) => manifest[field].toLowerCase())
    expect(values).not.toContain('')
    expect(new Set(values).size).toBe(values.length)
  })

  it.each(manifests)('say of $name what fits the places where it is shown', (manifest) => {
    expect(manifest.color).toMatch(/^#[0-9a-f]{6}$/i)
    expect(manifest.monogram).toMatch(/^\p{L}{1,2}$/u)
    for (const text of [manifest.name, manifest.vendor]) expect(text).toBe(text.trim())
    expect(manifest.vendor).not.toBe('')
    for (const { from } of Object.values(manifest.knows)) expect(from).not.toBe('')
  })
})
