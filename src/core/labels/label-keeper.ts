import { MOST_TAGS } from '../../shared/domain/labels.ts'
import type { Clock } from '../ports.ts'
import type { ExpectedSession } from '../store/user-expected.ts'
import type { UserKeeper, Written } from '../store/user-keeper.ts'
import type { Note } from '../store/user-labels.ts'
import { type Begun, matchExpected } from './match-expected.ts'

/** What people said of all sessions that have a label. */
export interface Labels {
  readonly tags: ReadonlyMap<string, readonly string[]>
  /** Project names that go before the name of the folder. */
  readonly projects: ReadonlyMap<string, string>
  /** When each note was last changed; epoch milliseconds. */
  readonly notes: ReadonlyMap<string, number>
}

/** Whoever prepares a session and does not begin it within a day means another one by then. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000

const NONE: Labels = { tags: new Map(), projects: new Map(), notes: new Map() }

export type Labelled<T> = Written<T> | { readonly kind: 'too many' }

/** A session that goes on from another. */
export interface Heir {
  readonly id: string
  readonly forkedFrom: string
}

/** Tags, project names and notes that people give to sessions. */
export class LabelKeeper {
  private readonly user: UserKeeper
  private readonly clock: Clock
  /** What others had written when it was last asked, and how each session looked then. */
  private foreignCommits: number | undefined
  private seen: ReadonlyMap<string, string> = new Map()

  constructor(user: UserKeeper, clock: Clock) {
    this.user = user
    this.clock = clock
  }

  all(): Labels {
    return (
      this.user.ask((store) => ({
        tags: store.tags.bySession(),
        projects: store.projects.bySession(),
        notes: store.notes.timesBySession(),
      })) ?? NONE
    )
  }

  note(sessionId: string): Note | undefined {
    return this.user.ask((store) => store.notes.of(sessionId))
  }

  /** All tags of the session afterwards. */
  tag(sessionId: string, tags: readonly string[]): Labelled<readonly string[]> {
    const written = this.user.write((store) => {
      const all = new Set([...store.tags.of(sessionId), ...tags])
      if (all.size > MOST_TAGS) return undefined
      for (const tag of tags) store.tags.add(sessionId, tag)
      return store.tags.of(sessionId)
    })
    if (written.kind === 'refused') return written
    return written.value ? { kind: 'written', value: written.value } : { kind: 'too many' }
  }

  /** The tags that are left. */
  untag(sessionId: string, tags: readonly string[]): Labelled<readonly string[]> {
    return this.user.write((store) => {
      for (const tag of tags) store.tags.remove(sessionId, tag)
      return store.tags.of(sessionId)
    })
  }

  /** `null` gives the session the name of its folder again. */
  setProject(sessionId: string, name: string | null): Written<null> {
    return this.user.write((store) => {
      if (name === null) store.projects.remove(sessionId)
      else store.projects.set(sessionId, name)
      return null
    })
  }

  /** `null` removes the note. */
  setNote(sessionId: string, text: string | null): Written<Note | null> {
    const updatedAt = this.clock.now().getTime()
    return this.user.write((store) => {
      if (text === null) {
        store.notes.remove(sessionId)
        return null
      }
      store.notes.set(sessionId, { text, updatedAt })
      return { text, updatedAt }
    })
  }

  /** Gives tags and project name to sessions that go on from one that has some. Returns the ids of those that got any. */
  inherit(heirs: () => readonly Heir[]): string[] {
    if (!this.user.ask((store) => store.inheritedLabels.areThereAny())) return []
    const found = heirs()
    if (found.length === 0) return []
    const written = this.user.write((store) =>
      found.flatMap(({ id, forkedFrom }) => (store.inheritedLabels.take(id, forkedFrom) ? [id] : [])),
    )
    return written.kind === 'written' ? written.value : []
  }

  /** Labels for sessions that are about to begin. */
  expect(sessions: readonly Omit<ExpectedSession, 'expectedAt'>[]): Written<null> {
    const expectedAt = this.clock.now().getTime()
    return this.user.write((store) => {
      for (const session of sessions) store.expectedSessions.add({ ...session, expectedAt })
      return null
    })
  }

  /** Gives expected sessions that are there now their labels. Returns the ids of those that got any. */
  greet(present: () => readonly Begun[]): string[] {
    const expected = this.user.ask((store) => store.expectedSessions.all()) ?? []
    if (expected.length === 0) return []
    const now = this.clock.now().getTime()
    const found = matchExpected(expected, present())
    const late = expected.filter(({ id, expectedAt }) => !found.has(id) && now - expectedAt > LONGEST_WAIT_MS)
    if (found.size + late.length === 0) return []
    const written = this.user.write((store) => {
      for (const { id, labels } of expected) {
        const session = found.get(id)
        if (session === undefined) continue
        for (const tag of labels.tags) store.tags.add(session, tag)
        if (labels.project !== null) store.projects.set(session, labels.project)
        if (labels.note !== null) store.notes.set(session, { text: labels.note, updatedAt: now })
      }
      for (const id of [...found.keys(), ...late.map((one) => one.id)]) store.expectedSessions.remove(id)
    })
    return written.kind === 'written' ? [...found.values()] : []
  }

  /** Ids of sessions whose labels another process has changed since this was last asked. */
  changedElsewhere(): string[] {
    const commits = this.user.ask((store) => store.foreignCommits())
    if (commits === undefined || commits === this.foreignCommits) return []
    const isFirst = this.foreignCommits === undefined
    this.foreignCommits = commits
    const before = this.seen
    this.seen = looksOf(this.all())
    if (isFirst) return []
    const ids = new Set([...before.keys(), ...this.seen.keys()])
    return [...ids].filter((id) => before.get(id) !== this.seen.get(id))
  }
}

function looksOf({ tags, projects, notes }: Labels): ReadonlyMap<string, string> {
  const ids = new Set([...tags.keys(), ...projects.keys(), ...notes.keys()])
  return new Map([...ids].map((id) => [id, JSON.stringify([tags.get(id), projects.get(id), notes.get(id)])]))
}
