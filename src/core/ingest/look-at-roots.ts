import type { Provider, ProviderEnvironment, SourceRoot, TranscriptRef } from '../../providers/provider.ts'
import { type ProviderFailures, reasonOf } from '../provider-failures.ts'
import { projectRoots } from './project-folders.ts'
import { type TranscriptFile, type TranscriptWalk, walkTranscripts } from '../files/walk-transcripts.ts'

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

export interface Look {
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
  const failures = new Map<string, string>()
  for (const provider of providers) {
    try {
      const roots = provider.roots(environment)
      const inProjects = projects && projectRoots(provider, projects.folders, projects.rootsOf(provider))
      lookAtProvider(provider, [...roots, ...(inProjects ?? [])], { candidates, sources })
    } catch (cause) {
      failures.set(provider.manifest.id, reasonOf(cause))
    }
  }
  candidates.sort((a, b) => b.file.mtimeMs - a.file.mtimeMs)
  return { candidates, sources, failures }
}

/** Throws where the provider does. What was found before that counts. */
function lookAtProvider(
  provider: Provider,
  roots: readonly SourceRoot[],
  { candidates, sources }: { readonly candidates: Candidate[]; readonly sources: LookedAtSource[] },
): void {
  const visited = new Set<string>()
  for (const root of roots) {
    const refs = new Map<string, TranscriptRef>()
    const walk = walkTranscripts(root, (path) => {
      const ref = provider.transcript(path)
      if (ref) refs.set(path, ref)
      return ref !== undefined
    })
    if (walk.realRoot !== undefined && visited.has(walk.realRoot)) continue
    if (walk.realRoot !== undefined) visited.add(walk.realRoot)
    const { status, files, problems } = walk
    sources.push({
      provider: provider.manifest.id,
      path: root.path,
      status,
      files: files.length,
      problems: [...problems],
    })
    for (const file of files) {
      const ref = refs.get(file.relativePath)
      if (ref) candidates.push({ provider, root: root.path, file, ref })
    }
  }
}
