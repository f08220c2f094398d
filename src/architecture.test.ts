import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTestCode, LAYERS, layerOf } from '../scripts/architecture/layers.ts'
import { readProject } from '../scripts/architecture/read-project.ts'
import { message } from '../scripts/architecture/rule.ts'
import { RULES } from '../scripts/architecture/rules.ts'

/**
 * Holds `src` to the rules of docs/architecture.md. The layer table is scripts/architecture/layers.ts, the rules lie
 * beside it, and rules.test.ts there plants a breach of each.
 */
describe('the architecture', () => {
  const project = readProject(resolve(import.meta.dirname, '..'))

  it.each(Object.keys(LAYERS))('has sources in the layer %s', (layer) => {
    const sources = project.sources.filter(({ path }) => layerOf(path) === layer && !isTestCode(path))
    expect(sources.length).toBeGreaterThan(0)
  })

  it.each(RULES)('$says ($id)', (rule) => {
    expect(rule.breaches(project).map(message)).toEqual([])
  })
})
