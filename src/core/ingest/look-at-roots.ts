import type { Provider, ProviderEnvironment, SourceRoot, TranscriptRef } from '../../providers/provider.ts'
import { type ProviderFailures, reasonOf } from '../provider-failures.ts'
import { projectRoots } from './project-folders.ts'
import {
  type ListedFolder,
  type TranscriptFile,
  type TranscriptWalk,
  walkTranscripts,
} from '../files/walk-transcripts.ts'

/** A transcript on disk and whose it is. */
export interface Candidate {
  readonly provider: Provider
  /** Path of the root as the provider names it. */
  readonly root: string
  readonly file: TranscriptFile
  /** What the provider says of the file. */
  readonly ref: TranscriptRef
}

/** A root as this look found it; problems with single files are added while they are read. */
export interface LookedAtSource {
  readonly provider: string
  readonly path: string
  readonly status: TranscriptWalk['status']
  readonly files: number
  readonly problems: { readonly path: string; readonly reason: string }[]
}

/** A root and what below it tells that it would be found the same again. */
export interface LookedAtPlace {
  readonly provider: string
  readonly path: string
  readonly maxDepth: number
  /** `undefined` where there is no such folder. */
  readonly realRoot: string | undefined
  readonly folders: readonly ListedFolder[]
  readonly links: readonly string[]
}

export interface Look {
  /** All roots, also those that another name led to before. */
  readonly places: readonly LookedAtPlace[]
  /** The newest first: what a person works on is ready before their history. */
  readonly candidates: readonly Candidate[]
  readonly sources: readonly LookedAtSource[]
  /** Why a provider could not tell where its transcripts are, or which files are some. */
  readonly failures: ProviderFailures
}

/** Folders in which transcripts may lie that an assistant keeps where people work. */
export interface ProjectFolders {
  readonly folders: readonly string[]
  /** Roots in which the index knows transcripts of a provider. */
  rootsOf(provider: Provider): readonly string[]
}

/**
 * Finds the transcripts of all providers. A root that two names lead to is looked at once. A provider that throws
 * is named in `failures`; the others are looked at all the same.
 */
export function lookAtRoots(
  providers: readonly Provider[],
  environment: ProviderEnvironment,
  projects?: ProjectFolders,
): Look {
  const candidates: Candidate[] = []
  const sources: LookedAtSource[] = []
  const places: LookedAtPlace[] = []
  const failures = new Map<string, string>()
  for (const provider of providers) {
    try {
      const roots = provider.roots(environment)
      const inProjects = projects && projectRoots(provider, projects.folders, projects.rootsOf(provider))
      lookAtProvider(provider, [...roots, ...(inProjects ?? [])], { candidates, sources, places })
    } catch (cause) {
      failures.set(provider.manifest.id, reasonOf(cause))
    }
  }
  candidates.sort((a, b) => b.file.mtimeMs - a.file.mtimeMs)
  return { candidates, sources, places, failures }
}

/** Throws where the provider does. What was found before that counts. */
function lookAtProvider(
  provider: Provider,
  roots: readonly SourceRoot[],
  found: {
    readonly candidates: Candidate[]
    readonly sources: LookedAtSource[]
    readonly places: LookedAtPlace[]
  },
): void {
  const visited = new Set<string>()
  for (const root of roots) {
    const refs = new Map<string, TranscriptRef>()
    const walk = walkTranscripts(root, (path) => {
      const ref = provider.transcript(path)
      if (ref) refs.set(path, ref)
      return ref !== undefined
    })
    const { status, realRoot, files, problems } = walk
    const provided = { provider: provider.manifest.id, path: root.path, maxDepth: root.maxDepth, realRoot }
    if (realRoot !== undefined && visited.has(realRoot)) {
      found.places.push({ ...provided, folders: [], links: [] })
      continue
    }
    if (realRoot !== undefined) visited.add(realRoot)
    found.places.push({ ...provided, folders: walk.folders, links: walk.links })
    found.sources.push({
      provider: provider.manifest.id,
      path: root.path,
      status,
      files: files.length,
      problems: [...problems],
    })
    for (const file of files) {
      const ref = refs.get(file.relativePath)
      if (ref) found.candidates.push({ provider, root: root.path, file, ref })
    }
  }
}
