import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { providers } from '../src/providers/registry.ts'

const root = resolve(import.meta.dirname, '..')

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** Targets of links and pictures that are files of this project. */
function localLinks(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''))
}

describe('links in the documentation', () => {
  it.each(pages)('of %s lead to files that are there', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const broken = localLinks(text).filter((target) => !existsSync(join(root, dirname(page), target)))
    expect(broken).toEqual([])
  })
})

describe('README', () => {
  it.each(providers.map(({ manifest }) => manifest.name))('names %s', (name) => {
    const prose = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ')
    expect(prose).toContain(name)
  })
})

describe('the list of decisions', () => {
  const folder = join(root, 'docs/decisions')
  const list = readFileSync(join(folder, 'README.md'), 'utf8')

  it.each(readdirSync(folder).filter((name) => /^\d/.test(name)))('has %s', (name) => {
    expect(list).toContain(`](${name})`)
  })
})
