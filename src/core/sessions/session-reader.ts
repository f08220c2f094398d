import type { ModelWindow, Presence } from '../../providers/provider.ts'
import type { Overview } from '../../shared/contract/overview.ts'
import type { SessionDetail } from '../../shared/contract/session.ts'
import type { Session } from '../../shared/contract/session.ts'
import type { ProviderFailure, Source } from '../../shared/contract/source.ts'
import { sessionKey } from '../../shared/domain/provider-id.ts'
import { composeOverview, midnights } from '../analytics/overview.ts'
import type { LiveLink } from '../discovery/link-sessions.ts'
import { sessionState, type StateVerdict } from '../discovery/session-state.ts'
import { gitRoot } from '../files/git-root.ts'
import { sessionsSharingCodeBase } from '../health/code-bases.ts'
import type { Neighbour } from '../health/recommend.ts'
import type { TouchedFile } from '../ingest/transcript-facts.ts'
import type { Begun } from '../labels/match-expected.ts'
import type { Heir, LabelKeeper, Labels } from '../labels/label-keeper.ts'
import { spokenNote } from '../labels/spoken-note.ts'
import type { LiveView } from '../live/live-view.ts'
import type { ModelRow } from '../model-servers/model-servers.ts'
import type { Clock, Logger } from '../ports.ts'
import { pricesWith } from '../pricing/price-of.ts'
import { reasonOf } from '../provider-failures.ts'
import type { Settings } from '../settings/settings.ts'
import type { IndexQueries, TranscriptListing } from '../store/index-queries.ts'
import { composeSession, projectOf } from './compose-session.ts'
import { BURN_WINDOW_MS, type RecentResponse } from './burn.ts'
import type { IndexedSession } from './indexed-session.ts'
import { isIgnored } from './ignore-patterns.ts'
import { modelSession, modelState } from './model-session.ts'
import { Questions } from './questions.ts'
import { usageWith } from './repriced.ts'
import { unlinkedSession } from './unlinked-session.ts'
import { readStored } from '../store/stored-json.ts'

/** Folders whose working tree is remembered: a host that runs for months must not grow. */
const MOST_GIT_ROOTS = 2_000

/** `recent` goes back this far from now. */
const RECENT_MS = 24 * 60 * 60 * 1000

/** Of an overview. */
const MOST_QUOTA_HITS = 20

export interface ReaderParts {
  readonly queries: () => IndexQueries | undefined
  readonly live: LiveView
  /** Those that are looked for; sessions of others are not shown. */
  readonly providers: () => readonly Presence[]
  readonly settings: () => Settings
  readonly labels: LabelKeeper
  readonly clock: Clock
  readonly logger: Logger
}

interface Reading {
  readonly indexed: IndexedSession
  readonly link: LiveLink | undefined
  /** Set for a model of a model server. */
  readonly loaded?: ModelRow
}

/** What the index knows of a session. */
export interface SessionTranscripts {
  readonly session: IndexedSession
  readonly transcripts: readonly TranscriptListing[]
}

/** Puts sessions together from the index, the running processes and the settings, as of now. */
export class SessionReader {
  private readonly parts: ReaderParts
  /** Root of the working tree by folder. A folder's tree hardly ever changes while we run. */
  private readonly gitRoots = new Map<string, string | null>()
  /** Why providers could not tell a model's window, by provider id. */
  private readonly failedWindows = new Map<string, string>()

  private readonly questions: Questions

  constructor(parts: ReaderParts) {
    this.parts = parts
    this.questions = new Questions(parts.logger)
  }

  /** Live sessions and those of the last day. */
  recent(): { sessions: Session[]; generatedAt: Date } {
    const now = this.parts.clock.now()
    return this.compose(this.parts.queries()?.activeSince(now.getTime() - RECENT_MS) ?? [], now)
  }

  /** The same sessions, as far as it is known when and where each began. Puts none together. */
  begun(): Begun[] {
    const now = this.parts.clock.now().getTime()
    return this.parts.queries()?.activeSince(now - RECENT_MS) ?? []
  }

  all(): { sessions: Session[]; generatedAt: Date } {
    return this.compose(this.parts.queries()?.all() ?? [], this.parts.clock.now())
  }

  /** Live sessions alone. */
  live(): Session[] {
    return this.compose([], this.parts.clock.now()).sessions
  }

  /** Finds out what waiting sessions ask. Until then, and where nothing tells, they are without a question. */
  lookForQuestions(): Promise<void> {
    return this.questions.look(this.live())
  }

  byIds(ids: readonly string[]): Session[] {
    const queries = this.parts.queries()
    const wanted = new Set(ids)
    const indexed = [...wanted].flatMap((id) => queries?.session(id) ?? [])
    return this.compose(indexed, this.parts.clock.now()).sessions.filter((session) => wanted.has(session.id))
  }

  /** Ids of sessions that a process runs, as its state says. Puts no session together. */
  running(): string[] {
    const now = this.parts.clock.now()
    return this.withLive([])
      .filter(({ indexed, link, loaded }) => loaded || this.verdict(indexed, link, now).state !== 'ended')
      .map(({ indexed }) => indexed.id)
  }

  candidates(text: string): string[] {
    const live = this.withLive([]).map(({ indexed }) => indexed.id)
    const isWhole = (id: string) => id === text || id.slice(id.indexOf(':') + 1) === text
    const whole = [...new Set([...live, ...(this.parts.queries()?.idsBeginningWith(text) ?? [])])].filter(
      isWhole,
    )
    if (whole.length > 0) return whole.sort()
    const matching = live.filter(
      (id) => id.startsWith(text) || id.slice(id.indexOf(':') + 1).startsWith(text),
    )
    return [...new Set([...(this.parts.queries()?.idsBeginningWith(text) ?? []), ...matching])].sort()
  }

  detail(id: string): SessionDetail | undefined {
    const [session] = this.byIds([id])
    if (!session) return undefined
    const found = this.transcripts(id)
    const transcripts = found?.transcripts ?? []
    const note = this.parts.labels.note(id)
    return {
      session,
      note: note ? spokenNote(note) : null,
      files: filesTouched(transcripts),
      loadedModel: this.loadedModel(id),
      usageByModel: found ? usageWith(found.session, this.parts.settings().prices) : [],
      transcripts: transcripts.map(({ path, size, lines, skipped }) => ({
        path,
        sizeBytes: size,
        linesRead: lines,
        linesSkipped: { ...skipped },
      })),
    }
  }

  /** Files that a session read or wrote; none of one that the index does not know. */
  files(id: string): SessionDetail['files'] {
    return filesTouched(this.transcripts(id)?.transcripts ?? [])
  }

  /** A session with the files that it was read from; `undefined` where the index does not know it. */
  transcripts(id: string): SessionTranscripts | undefined {
    const queries = this.parts.queries()
    const session = queries?.session(id)
    return queries && session
      ? { session, transcripts: queries.transcriptsOf(session.provider, session.sessionId) }
      : undefined
  }

  private loadedModel(id: string): SessionDetail['loadedModel'] {
    const found = this.parts.live.models.find(
      ({ providerId, model }) => sessionKey(providerId, model.id) === id,
    )
    if (!found) return null
    const { sizeBytes = null, graphicsBytes = null, unloadsAt = null } = found.model
    return { sizeBytes, graphicsBytes, unloadsAt, toldAt: found.toldAt }
  }

  /** Those of `ids` that go on from another session. */
  heirs(ids: Iterable<string>): Heir[] {
    const queries = this.parts.queries()
    return [...ids].flatMap((id) => {
      const forkedFrom = queries?.session(id)?.forkedFrom
      return forkedFrom ? [{ id, forkedFrom }] : []
    })
  }

  /** Over so many days, today included. */
  overview(days: number): Overview {
    const { sessions, generatedAt } = this.recent()
    const queries = this.parts.queries()
    const starts = midnights(generatedAt, days)
    const { projects } = this.parts.labels.all()
    const since = (starts[0] ?? generatedAt).getTime()
    const { prices, sessionDiscovery } = this.parts.settings()
    const { ignorePatterns } = sessionDiscovery
    const enabled = this.providerIds()
    const isShown = ({ cwd, provider }: { readonly cwd: string | null; readonly provider: string }) =>
      enabled.has(provider) && !isIgnored(cwd, ignorePatterns)
    return composeOverview({
      now: generatedAt,
      days: starts,
      sessions,
      // The last 24 hours may begin the day before.
      quarters: (queries?.usageByQuarter(Math.min(since, generatedAt.getTime() - RECENT_MS)) ?? []).filter(
        ({ provider }) => enabled.has(provider),
      ),
      bySession: (queries?.usageBySession(since) ?? [])
        .filter(isShown)
        .map((row) => ({ ...row, project: projects.get(row.sessionId) ?? projectOf(row.cwd) })),
      quotaHits: (queries?.quotaHits(since, MOST_QUOTA_HITS) ?? []).filter(isShown),
      priceOf: pricesWith(prices),
    })
  }

  sources(): Source[] {
    return this.parts.queries()?.sources() ?? []
  }

  /** What went wrong in the providers' own code, at processes, transcripts and models. */
  failures(): ProviderFailure[] {
    const reasons = new Map([
      ...this.failedWindows,
      ...(this.parts.queries()?.failedProviders() ?? []),
      ...this.parts.live.problems,
    ])
    return [...reasons].map(([provider, reason]) => ({ provider, reason }))
  }

  private compose(indexed: readonly IndexedSession[], now: Date): { sessions: Session[]; generatedAt: Date } {
    const settings = this.parts.settings()
    const providers = this.providerIds()
    const readings = this.withLive(indexed).filter(
      ({ indexed: { cwd, provider } }) =>
        providers.has(provider) && !isIgnored(cwd, settings.sessionDiscovery.ignorePatterns),
    )
    const neighbours = this.neighbours(readings)
    const labels = this.parts.labels.all()
    const sessions = readings.map((reading) => {
      return this.composeOne(reading, neighbours.get(reading.indexed.id) ?? [], labels, now)
    })
    return { sessions, generatedAt: now }
  }

  private composeOne(
    { indexed, link, loaded }: Reading,
    neighbours: readonly Neighbour[],
    labels: Labels,
    now: Date,
  ): Session {
    const settings = this.parts.settings()
    const provider = this.parts.providers().find((candidate) => candidate.manifest.id === indexed.provider)
    return composeSession({
      indexed,
      link,
      pid: link?.frontPid ?? link?.pid ?? loaded?.process?.process.pid ?? null,
      verdict: loaded
        ? modelState(loaded, provider?.manifest.name ?? indexed.provider)
        : this.verdict(indexed, link, now),
      provider,
      modelWindow: provider && this.modelWindow(provider, indexed),
      settings,
      labels,
      neighbours,
      question: this.questions.of(indexed.id),
      recent: link ? this.recentResponses(indexed, now) : [],
      now,
    })
  }

  /** Of a session that was active lately: others burn nothing. */
  private recentResponses(session: IndexedSession, now: Date): readonly RecentResponse[] {
    const { lastActivityAt, provider, sessionId } = session
    if (lastActivityAt === null || now.getTime() - lastActivityAt > BURN_WINDOW_MS) return []
    const since = lastActivityAt - BURN_WINDOW_MS
    return this.parts.queries()?.recentResponses(provider, sessionId, since) ?? []
  }

  private providerIds(): ReadonlySet<string> {
    return new Set(this.parts.providers().map(({ manifest }) => manifest.id))
  }

  private modelWindow(provider: Presence, { model, context }: IndexedSession): ModelWindow | undefined {
    const { id, name } = provider.manifest
    if (model === null) return undefined
    try {
      return provider.modelWindow(model, context.largestUsed)
    } catch (cause) {
      // Said once: it is asked for each session at each look.
      if (!this.failedWindows.has(id)) {
        this.parts.logger.error(`${name}: cannot tell a model's window`, cause)
      }
      this.failedWindows.set(id, `cannot tell the window of ${model}: ${reasonOf(cause)}`)
      return undefined
    }
  }

  private verdict(indexed: IndexedSession, link: LiveLink | undefined, now: Date): StateVerdict {
    return sessionState({
      link,
      process: link && this.parts.live.processOf(link),
      processEnd: this.parts.live.endOf(indexed.id),
      mayBeUnseen: this.parts.live.mayRunUnseen(indexed),
      windowIsClosed: link !== undefined && this.parts.live.isLeftBehind(link),
      activity: indexed.transcript === null ? undefined : indexed,
      now,
    })
  }

  /** Adds live sessions that `indexed` does not hold, and ties each session to the process that runs it. */
  private withLive(indexed: readonly IndexedSession[]): Reading[] {
    const { live } = this.parts
    const links = new Map(live.current.map((link) => [linkKey(link), link]))
    const readings: Reading[] = indexed.map((session) => ({ indexed: session, link: links.get(session.id) }))
    const present = new Set(indexed.map((session) => session.id))
    for (const [id, link] of links) {
      if (present.has(id)) continue
      const known = this.parts.queries()?.session(id)
      // A host without an open session is a service, not a session that nobody knows.
      if (!known && link.sessionId === undefined && link.role === 'host') continue
      readings.push({ indexed: known ?? unlinkedSession(link, live.processOf(link)?.process), link })
    }
    for (const loaded of live.models)
      readings.push({ indexed: modelSession(loaded), link: undefined, loaded })
    return readings
  }

  private neighbours(readings: readonly Reading[]): ReadonlyMap<string, readonly Neighbour[]> {
    return sessionsSharingCodeBase(
      readings
        .filter(({ link }) => link !== undefined)
        .map(({ indexed: { id, title, cwd } }) => ({
          id,
          name: title ?? projectOf(cwd) ?? id,
          cwd,
          gitRoot: cwd === null ? null : this.gitRootOf(cwd),
        })),
    )
  }

  private gitRootOf(folder: string): string | null {
    const known = this.gitRoots.get(folder)
    if (known !== undefined) return known
    const root = gitRoot(folder)
    if (this.gitRoots.size >= MOST_GIT_ROOTS) this.gitRoots.clear()
    this.gitRoots.set(folder, root)
    return root
  }
}

function linkKey(link: LiveLink): string {
  return sessionKey(link.providerId, link.sessionId ?? `pid-${link.pid}`)
}

function filesTouched(transcripts: readonly TranscriptListing[]): SessionDetail['files'] {
  const files = new Map<string, { reads: number; writes: number }>()
  for (const { touchedFiles } of transcripts) {
    for (const [path, reads, writes] of readStored<TouchedFile[]>(touchedFiles)) {
      const known = files.get(path) ?? { reads: 0, writes: 0 }
      files.set(path, { reads: known.reads + reads, writes: known.writes + writes })
    }
  }
  return [...files].map(([path, touched]) => ({ path, ...touched }))
}
