import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LAYERS, PROVIDER_HELPERS } from './layers.ts'
import type { Project } from './rule.ts'
import { readSourceFacts } from './source-facts.ts'

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})

const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }),
  ),
})

const tsconfigSchema = z.object({ references: z.array(z.object({ path: z.string() })).default([]) })

/** Reads what the rules look at from a checkout. */
export function readProject(root: string): Project {
  const paths = filesBelow(root, 'src')
  const manifest = packageSchema.parse(readJson(root, 'package.json'))
  return {
    paths,
    sources: paths
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
      .map((path) => readSourceFacts(path, readFileSync(join(root, path), 'utf8'))),
    providers: foldersOf(join(root, 'src/providers')).filter((name) => !PROVIDER_HELPERS.includes(name)),
    dependencies: Object.keys(manifest.dependencies),
    devDependencies: Object.keys(manifest.devDependencies),
    decisions: filesBelow(root, 'docs/decisions')
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n'),
    missingFromLockfile: missingFromLockfile(root),
    references: new Map(Object.keys(LAYERS).map((layer) => [layer, referencesOf(root, layer)])),
  }
}

/** Files below a folder, fixtures left out, as paths with `/` from the root. */
function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : filesBelow(root, path)
    return [path]
  })
}

/**
 * Optional dependencies (of packages too: most are one a platform) that npm left out of the lockfile because the
 * registry has no such version. `npm install` says nothing about it; `npm ci` refuses the lockfile.
 */
function missingFromLockfile(root: string): string[] {
  const { packages } = lockfileSchema.parse(readJson(root, 'package-lock.json'))
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map((name) => `${name} of ${path.replace(/^node_modules\//, '') || 'package.json'}`),
  )
}

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

function referencesOf(root: string, layer: string): string[] {
  const { references } = tsconfigSchema.parse(readJson(root, `src/${layer}/tsconfig.json`))
  return references.map(({ path }) => path.replace(/^\.\.\//, ''))
}

function readJson(root: string, path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
