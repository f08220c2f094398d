import type { SourceFacts, TextFact } from './source-facts.ts'

/** Everything that the rules look at. Paths have `/` and start at the project's root. */
export interface Project {
  readonly sources: readonly SourceFacts[]
  /** Every file below `src`, fixtures left out. */
  readonly paths: readonly string[]
  /** Names of the folders of `src/providers` that are an assistant's. */
  readonly providers: readonly string[]
  /** Runtime dependencies of package.json. */
  readonly dependencies: readonly string[]
  /** Development dependencies of package.json. */
  readonly devDependencies: readonly string[]
  /** Optional dependencies that the lockfile lacks, each with the package that wants it. */
  readonly missingFromLockfile: readonly string[]
  /** Text of every file in docs/decisions. */
  readonly decisions: string
  /** Layer → layers that its tsconfig refers to. */
  readonly references: ReadonlyMap<string, readonly string[]>
}

export interface Breach {
  readonly path: string
  /** 0 where the breach has no line. */
  readonly line: number
  /** What is there, and what the rule says. */
  readonly what: string
  /** What to do instead. */
  readonly instead: string
}

export interface Rule {
  readonly id: string
  /** The rule as one sentence: the name of its test. */
  readonly says: string
  breaches(project: Project): readonly Breach[]
}

/** One line for people: where, what, and the way out. */
export function message(breach: Breach): string {
  const place = breach.line === 0 ? breach.path : `${breach.path}:${breach.line}`
  return `${place} ${breach.what}. ${breach.instead}.`
}

/** A rule that looks at one source at a time. */
export function sourceRule(
  id: string,
  says: string,
  instead: string,
  find: (source: SourceFacts, project: Project) => readonly TextFact[],
): Rule {
  return {
    id,
    says,
    breaches: (project) =>
      project.sources.flatMap((source) =>
        find(source, project).map(({ text, line }) => ({ path: source.path, line, what: text, instead })),
      ),
  }
}
