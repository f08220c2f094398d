/** A patch may be this old before a version without it is called outdated. */
const LATEST_MS = 14 * 24 * 60 * 60_000

/** Electron maintains its three newest majors (electronjs.org, "Electron Releases"). */
const SUPPORTED_MAJORS = 3

export type ElectronAge =
  | { readonly kind: 'current' }
  /** `newest` of its own major has been there for more than two weeks. */
  | { readonly kind: 'outdated'; readonly newest: string }
  | { readonly kind: 'unsupported'; readonly majors: readonly number[] }

/** Says whether a version of Electron may be released. `times`: when each version was published, as npm tells it. */
export function judgeElectron(
  version: string,
  times: Readonly<Record<string, string>>,
  now: Date,
): ElectronAge {
  const stable = Object.keys(times).flatMap((name) => parsed(name) ?? [])
  const majors = [...new Set(stable.map(({ major }) => major))]
    .toSorted((a, b) => b - a)
    .slice(0, SUPPORTED_MAJORS)
  const own = parsed(version)
  if (own === undefined || !majors.includes(own.major)) return { kind: 'unsupported', majors }
  const overdue = stable
    .filter((other) => other.major === own.major && isNewer(other, own))
    .filter(({ name }) => now.getTime() - Date.parse(times[name] ?? '') > LATEST_MS)
    .toSorted((a, b) => (isNewer(a, b) ? -1 : 1))
  const [newest] = overdue
  return newest === undefined ? { kind: 'current' } : { kind: 'outdated', newest: newest.name }
}

interface Version {
  readonly name: string
  readonly major: number
  readonly minor: number
  readonly patch: number
}

/** `undefined` for what is no release: `46.0.0-beta.1`, `created`. */
function parsed(name: string): Version | undefined {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(name) ?? []
  if (major === undefined || minor === undefined || patch === undefined) return undefined
  return { name, major: Number(major), minor: Number(minor), patch: Number(patch) }
}

function isNewer(a: Version, b: Version): boolean {
  if (a.major !== b.major) return a.major > b.major
  return a.minor === b.minor ? a.patch > b.patch : a.minor > b.minor
}
