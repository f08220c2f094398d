import type { HealthLevel, Session, SessionState } from '../contract/session.ts'

/** Which of the loaded sessions are shown. `null` lets every value through. */
export interface SessionFilter {
  /** Words that all must occur in what the row shows. */
  readonly text: string
  readonly state: SessionState | null
  readonly level: HealthLevel | null
  readonly provider: string | null
  readonly project: string | null
  readonly tag: string | null
}

export const NO_FILTER: SessionFilter = {
  text: '',
  state: null,
  level: null,
  provider: null,
  project: null,
  tag: null,
}

export const LONGEST_FILTER_TEXT = 200

const STATES: readonly SessionState[] = ['stuck', 'waiting', 'working', 'idle', 'ended']
const LEVELS: readonly HealthLevel[] = ['healthy', 'warning', 'critical', 'unscored']

export function isFiltering(filter: SessionFilter): boolean {
  return Object.entries(filter).some(([, value]) => value !== null && value !== '')
}

/** Tells whether sessions pass, with the words of the text taken apart once. */
export function passes(filter: SessionFilter): (session: Session) => boolean {
  const { state, level, provider, project, tag } = filter
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (session) =>
    (state === null || session.state === state) &&
    (level === null || session.health.level === level) &&
    (provider === null || session.provider === provider) &&
    (project === null || session.project === project) &&
    (tag === null || session.tags.includes(tag)) &&
    (words.length === 0 || containsAll(searchableText(session), words))
}

/** A filter that was kept somewhere; what is not understood lets everything through. */
export function readFilter(value: unknown): SessionFilter {
  if (typeof value !== 'object' || value === null) return NO_FILTER
  const text = (name: string): string | null => {
    const found: unknown = Reflect.get(value, name)
    return typeof found === 'string' ? found.slice(0, 1_000) : null
  }
  return {
    text: (text('text') ?? '').slice(0, LONGEST_FILTER_TEXT),
    state: STATES.find((state) => state === text('state')) ?? null,
    level: LEVELS.find((level) => level === text('level')) ?? null,
    provider: text('provider'),
    project: text('project'),
    tag: text('tag'),
  }
}

/** By session object, which never changes: a key in the filter field searches thousands of them. */
const searchable = new WeakMap<Session, string>()

function searchableText(session: Session): string {
  const known = searchable.get(session)
  if (known !== undefined) return known
  const { id, provider, title, project, cwd, gitBranch, model, state, stateReason, question, tags } = session
  const text = [id, provider, title, project, cwd, gitBranch, model, state, stateReason, question, ...tags]
    .join('\n')
    .toLowerCase()
  searchable.set(session, text)
  return text
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}
