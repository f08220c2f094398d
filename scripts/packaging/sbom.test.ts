import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const ROOT = resolve(import.meta.dirname, '../..')
const LIMIT_MS = 60_000

const sbomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.object({ 'bom-ref': z.string(), hashes: z.array(z.unknown()).optional() })),
})
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ name: z.string().optional(), version: z.string().optional() })),
})

// Where npm is a script of a shell, the workflow lists what is inside on another system.
it.skipIf(process.platform === 'win32')(
  'the list of what is inside has every package of the lockfile, with its hash',
  {
    timeout: LIMIT_MS,
  },
  () => {
    const lock = lockSchema.parse(JSON.parse(readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8')))
    const locked = Object.entries(lock.packages)
      .filter(([path]) => path !== '')
      .map(([path, { name, version }]) => `${name ?? path.replace(/.*node_modules\//, '')}@${version}`)
    const answer = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const { components } = sbomSchema.parse(JSON.parse(answer))
    expect(components.map((component) => component['bom-ref']).toSorted()).toEqual(
      [...new Set(locked)].toSorted(),
    )
    expect(components.filter(({ hashes }) => hashes === undefined)).toEqual([])
  },
)
