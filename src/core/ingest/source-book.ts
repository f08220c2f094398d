import type { ProviderFailures } from '../provider-failures.ts'
import { FAILED_PROVIDERS } from '../store/index-queries.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { Candidate, Look, LookedAtSource } from './look-at-roots.ts'

type Placed = Pick<Candidate, 'provider' | 'root'>

/** Where transcripts were looked for and what came of it: as the last walk found it, kept true by what is seen since. */
export class SourceBook {
  private readonly sources: Map<string, LookedAtSource>
  /** Sources of the files that are there, by path. */
  private readonly present: Map<string, string>
  /** Why providers failed since the walk began, by id. */
  private readonly failures: Map<string, string>
  /** Providers that could not say where their transcripts are: nothing is known of their files. */
  private readonly unasked: ProviderFailures

  constructor({ sources, candidates, failures }: Pick<Look, 'sources' | 'candidates' | 'failures'>) {
    this.sources = new Map(sources.map((source) => [keyOf(source.provider, source.path), source]))
    this.present = new Map(candidates.map((candidate) => [candidate.file.path, sourceOf(candidate)]))
    this.failures = new Map(failures)
    this.unasked = failures
  }

  /** Says whether nothing was in the way of a folder, a file or a provider. */
  get isInOrder(): boolean {
    const sources = [...this.sources.values()]
    return (
      this.failures.size === 0 &&
      sources.every(
        ({ status, problems }) => (status === 'ok' || status === 'absent') && problems.length === 0,
      )
    )
  }

  isPresent(path: string): boolean {
    return this.present.has(path)
  }

  /** Says whether nothing was seen that could hide a file: its folder or its provider could not be looked at. */
  isKnownGone({ path, provider, root }: { path: string; provider: string; root: string }): boolean {
    if (this.unasked.has(provider)) return false
    for (const { problems } of this.sources.values())
      if (problems.some((problem) => problem.path === root || path.startsWith(problem.path))) return false
    return true
  }

  /** A file that is looked at again: what was said of it before does not hold any more. */
  addFile(candidate: Candidate): void {
    const { path } = candidate.file
    this.forget(path)
    if (this.present.has(path)) return
    const key = sourceOf(candidate)
    this.present.set(path, key)
    this.count(key, 1)
  }

  removeFile(path: string): void {
    this.forget(path)
    const key = this.present.get(path)
    if (key === undefined) return
    this.present.delete(path)
    this.count(key, -1)
  }

  addProblem(placed: Placed, path: string, reason: string): void {
    this.sources.get(sourceOf(placed))?.problems.push({ path, reason })
  }

  /** Names a file that its provider could not read. */
  addFailure(candidate: Candidate, reason: string): void {
    this.addProblem(candidate, candidate.file.path, reason)
    this.failures.set(candidate.provider.manifest.id, `${candidate.file.path}: ${reason}`)
  }

  /** Writes what differs from the index. */
  write(store: IndexStore, besideFailures: ProviderFailures): void {
    for (const { provider, path, status, files, problems } of this.sources.values()) {
      const told = status === 'ok' && problems.length > 0 ? 'partial' : status
      store.putSource({ provider, path, status: told, files, problems: JSON.stringify(problems) })
    }
    for (const { provider, path } of store.sources()) {
      if (!this.sources.has(keyOf(provider, path))) store.removeSource(provider, path)
    }
    store.setMeta(FAILED_PROVIDERS, JSON.stringify([...new Map([...besideFailures, ...this.failures])]))
  }

  private forget(path: string): void {
    for (const { problems } of this.sources.values()) {
      const at = problems.findIndex((problem) => problem.path === path)
      if (at >= 0) problems.splice(at, 1)
    }
  }

  private count(key: string, change: 1 | -1): void {
    const source = this.sources.get(key)
    if (source) this.sources.set(key, { ...source, files: source.files + change })
  }
}

function sourceOf({ provider, root }: Placed): string {
  return keyOf(provider.manifest.id, root)
}

function keyOf(provider: string, path: string): string {
  return `${provider}\0${path}`
}
