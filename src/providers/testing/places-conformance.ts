import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider, ProviderEnvironment, TranscriptRef } from '../provider.ts'
import { withFlippedBytes } from './damaged-lines.ts'
import { HOSTILE_PATHS } from './hostile-paths.ts'
import { seededRandom } from './seeded-random.ts'
import type { TranscriptFixture } from './transcript-fixtures.ts'

const SYSTEMS = [
  { platform: 'linux', home: '/home/dév one', elsewhere: '/mnt/else where', paths: posix },
  { platform: 'darwin', home: '/Users/dév one', elsewhere: '/Volumes/else where', paths: posix },
  { platform: 'win32', home: 'C:\\Users\\Dév One', elsewhere: 'D:\\Else Where', paths: win32 },
] as const

const DAMAGED_PATHS_A_TRANSCRIPT = 100

/** Where a provider looks, and what it makes of the paths that it finds there. */
export function describePlaces(provider: Provider, transcripts: readonly TranscriptFixture[]): void {
  describe.each(SYSTEMS)('on $platform', ({ platform, home, elsewhere, paths }) => {
    const isBelow = (folder: string, path: string) => {
      const way = paths.relative(folder, path)
      return way !== '' && way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way)
    }

    it('has its roots below the home', () => {
      const roots = provider.roots({ platform, home, env: {} })
      const isElsewhere = provider.modelServer !== undefined || provider.projectFiles !== undefined
      expect(roots.length > 0, 'has roots, or asks a server, or keeps files in projects').toBe(!isElsewhere)
      for (const { path, maxDepth } of roots) {
        expect(paths.isAbsolute(path) && isBelow(home, path), path).toBe(true)
        expect(Number.isSafeInteger(maxDepth) && maxDepth >= 0, `${path}: depth ${maxDepth}`).toBe(true)
      }
    })

    it('stays below the home or the folder that a variable names, and takes an empty one for none', () => {
      const inHome = provider.roots({ platform, home, env: {} })
      for (const name of variablesAsked(provider, platform, home)) {
        expect(provider.roots({ platform, home, env: { [name]: '' } }), `empty ${name}`).toEqual(inHome)
        for (const { path } of provider.roots({ platform, home, env: { [name]: elsewhere } })) {
          expect(
            paths.isAbsolute(path) && (isBelow(home, path) || path === elsewhere || isBelow(elsewhere, path)),
            path,
          ).toBe(true)
        }
      }
    })
  })

  it('recognises or refuses any path', () => {
    const random = seededRandom(7)
    const damaged = transcripts.flatMap(({ path }) =>
      Array.from({ length: DAMAGED_PATHS_A_TRANSCRIPT }, () =>
        withFlippedBytes(Buffer.from(path), random).toString('utf8'),
      ),
    )
    const around = transcripts.flatMap(({ path }) => [
      `/${path}`,
      `${path}/`,
      `${path}\n`,
      `../${path}`,
      `${path}\0`,
    ])
    for (const path of [...HOSTILE_PATHS, ...around, ...damaged]) {
      expectRef(provider.transcript(path))
      expect(['string', 'undefined']).toContain(typeof provider.sessionOfOpenFile?.(path))
    }
  })

  it.each(['', '../../etc/passwd', '/etc/passwd', '..'])('takes %j for no transcript', (path) => {
    expect(provider.transcript(path)).toBeUndefined()
  })
}

function expectRef(ref: TranscriptRef | undefined): void {
  if (ref === undefined) return
  for (const id of [ref.sessionId, ref.subagentOf]) {
    if (id !== undefined) expect(id).not.toBe('')
  }
}

/** Names of the variables that a provider looks at, found by letting it look. */
function variablesAsked(
  provider: Provider,
  platform: ProviderEnvironment['platform'],
  home: string,
): ReadonlySet<string> {
  const asked = new Set<string>()
  const env = new Proxy<Record<string, undefined>>(
    {},
    {
      get: (_target, name) => {
        if (typeof name === 'string') asked.add(name)
        return undefined
      },
    },
  )
  provider.roots({ platform, home, env })
  return asked
}
