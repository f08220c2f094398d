import type { Provider, ProviderEnvironment, SourceRoot } from '../../providers/provider.ts'
import { type TranscriptFile, type TranscriptWalk, walkTranscripts } from '../files/walk-transcripts.ts'

/** A transcript on disk and whose it is. */
export interface Candidate {
  readonly provider: Provider
  /** Path of the root as the provider names it. */
  readonly root: string
  readonly file: TranscriptFile
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
}

/** Finds the transcripts of all providers. A root that two names lead to is looked at once. */
export function lookAtRoots(providers: readonly Provider[], environment: ProviderEnvironment): Look {
  const candidates: Candidate[] = []
  const sources: LookedAtSource[] = []
  for (const provider of providers) {
    const visited = new Set<string>()
    for (const root of provider.roots(environment)) {
      const walk = walkOnce(provider, root, visited)
      if (!walk) continue
      const { status, files, problems } = walk
      sources.push({
        provider: provider.manifest.id,
        path: root.path,
        status,
        files: files.length,
        problems: [...problems],
      })
      for (const file of files) candidates.push({ provider, root: root.path, file })
    }
  }
  candidates.sort((a, b) => b.file.mtimeMs - a.file.mtimeMs)
  return { candidates, sources }
}

function walkOnce(provider: Provider, root: SourceRoot, visited: Set<string>): TranscriptWalk | undefined {
  const walk = walkTranscripts(root, (path) => provider.transcript(path) !== undefined)
  if (walk.realRoot === undefined) return walk
  if (visited.has(walk.realRoot)) return undefined
  visited.add(walk.realRoot)
  return walk
}
