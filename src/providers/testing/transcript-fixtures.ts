import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { Provider, TranscriptRef } from '../provider.ts'

/** A transcript among the fixtures of a provider. */
export interface TranscriptFixture {
  /** Path below the folder of fixtures. */
  readonly name: string
  /** Where it lies. */
  readonly file: string
  /** The end of `name` that the provider takes for a path below one of its roots. */
  readonly path: string
  readonly ref: TranscriptRef
  /** The complete lines, without their line feeds. Parsers get copies, for they might write into them. */
  readonly lines: readonly Buffer[]
}

/** All transcripts below a provider's `fixtures` folder. Fixtures that are none (expected sums, state files) are left out. */
export function findTranscripts(provider: Provider): readonly TranscriptFixture[] {
  const folder = resolve(import.meta.dirname, '..', provider.manifest.id, 'fixtures')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort()
    .flatMap((name) => {
      const found = recognise(provider, name)
      const file = join(folder, name)
      return found ? [{ name, file, ...found, lines: completeLines(readFileSync(file)) }] : []
    })
}

/**
 * The longest end of a fixture's path that the provider recognises: fixtures keep the assistant's folders below folders of their
 * own, and a shorter end would lose what those folders tell, such as the session that a sub-agent belongs to.
 */
function recognise(provider: Provider, name: string): Pick<TranscriptFixture, 'path' | 'ref'> | undefined {
  const parts = name.split('/')
  const environment = { platform: 'linux', home: '/home/dev', env: {} } as const
  const longest = Math.max(1, ...provider.roots(environment).map(({ maxDepth }) => maxDepth + 1))
  for (let length = Math.min(longest, parts.length); length > 0; length--) {
    const path = parts.slice(-length).join('/')
    const ref = provider.transcript(path)
    if (ref) return { path, ref }
  }
  return undefined
}

/** Lines without their line feeds. What stands behind the last one is no line yet: it may still be written. */
export function completeLines(file: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0, end = file.indexOf(10); end >= 0; start = end + 1, end = file.indexOf(10, start)) {
    lines.push(file.subarray(start, end))
  }
  return lines
}
