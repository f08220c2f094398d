import { dirname } from 'node:path'
import type { Look } from './look-at-roots.ts'

/** Where a walk found transcripts, or would have: what there is to watch. Real paths. */
export interface FoundFolders {
  /** The folder with the newest transcript first; a folder stands behind no folder that lies in it. */
  readonly folders: readonly string[]
  readonly roots: readonly { readonly path: string; readonly maxDepth: number }[]
}

/** A folder counts as new as the newest transcript below it. */
export function foundFolders({ places, candidates }: Look): FoundFolders {
  const newest = new Map(places.flatMap(({ folders }) => folders.map(({ path }) => [path, 0])))
  for (const { file } of candidates) {
    for (
      let folder = dirname(file.path);
      (newest.get(folder) ?? Number.POSITIVE_INFINITY) < file.mtimeMs;
      folder = dirname(folder)
    )
      newest.set(folder, file.mtimeMs)
  }
  const ageOf = (folder: string) => newest.get(folder) ?? 0
  return {
    folders: [...newest.keys()].sort((a, b) => ageOf(b) - ageOf(a) || a.length - b.length),
    roots: places.flatMap(({ realRoot, maxDepth }) =>
      realRoot === undefined ? [] : [{ path: realRoot, maxDepth }],
    ),
  }
}
