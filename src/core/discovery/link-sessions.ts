import type { LiveClaim } from '../../providers/provider.ts'
import type { ProcessIdentity, ProcessInfo, ProcessSnapshot } from '../../shared/domain/process.ts'
import { type ProviderId, sessionKey } from '../../shared/domain/provider-id.ts'
import { heldSessions, type SessionOfOpenFile } from './held-sessions.ts'
import type { KnownSession } from './known-session.ts'
import { type AssistantProcess, identityOf } from './match-processes.ts'
import { type ProvenClaim, type ProviderClaim, proveClaims } from './prove-claims.ts'
import { isBeforeStart, startedAfter } from './start-time.ts'

/**
 * What a link rests on, best first. `claim`: the assistant's own state file. `open file`: the process holds
 * the transcript open. `argument`: its command line names the session. `folder`: the newest session of its
 * folder. `none`: the process runs, and its session is not known.
 */
export type LinkEvidence = 'claim' | 'open file' | 'argument' | 'folder' | 'none'

/**
 * A live process of an assistant and the session that it runs. A host has one link for each of its sessions.
 */
export interface LiveLink {
  readonly providerId: ProviderId
  readonly role: 'session' | 'host'
  readonly pid: number
  readonly processIdentity: ProcessIdentity | undefined
  /** The process through which a person uses a session that lives in a host, where one was found. */
  readonly frontPid: number | undefined
  readonly sessionId: string | undefined
  /** How sure it is that this process runs this session. */
  readonly certainty: 'certain' | 'probable'
  readonly evidence: LinkEvidence
  /** What the assistant itself says at the moment. */
  readonly claim: LiveClaim | undefined
}

/** A link whose process is no more. */
export interface EndedLink {
  readonly link: LiveLink
  /** `zombie`: it has ended, and its parent has not yet taken note. */
  readonly how: 'gone' | 'zombie'
}

export interface LinkInput {
  readonly snapshot: ProcessSnapshot
  readonly assistants: readonly AssistantProcess[]
  readonly claims: readonly ProviderClaim[]
  /**
   * Files that processes hold open, by pid; no entry where the system does not tell, or where the assistant
   * does not keep its transcripts open.
   */
  readonly openFiles: ReadonlyMap<number, readonly string[]>
  readonly sessionOfOpenFile: SessionOfOpenFile
  readonly sessions: readonly KnownSession[]
  /** The links of the last time. */
  readonly previous: readonly LiveLink[]
}

export interface LinkedSessions {
  /** In order of pid and session. */
  readonly links: readonly LiveLink[]
  /** Links of the last time that are over. */
  readonly ended: readonly EndedLink[]
}

/** What has been decided so far. */
interface Linking {
  readonly input: LinkInput
  readonly links: LiveLink[]
  /** Sessions that have their process. */
  readonly takenSessions: Set<string>
  /** Processes of one session about which nothing is left to decide. */
  readonly settledPids: Set<number>
}

/** Says whether a process may be showing a session. */
type MayShow = (known: KnownSession, assistant: AssistantProcess) => boolean

/** Why a process is thought to run a session. */
type Ground = Pick<LiveLink, 'evidence' | 'certainty' | 'claim'>

/**
 * Decides which session each process runs, by the best evidence first. What was decided before is kept until
 * the process ends, unless there is proof of something else: the newest transcript of a folder is a good
 * guess once, and a bad one every time that two sessions write in turn. One session has one process; only a
 * host has many sessions.
 */
export function linkSessions(input: LinkInput): LinkedSessions {
  const linking: Linking = { input, links: [], takenSessions: new Set(), settledPids: new Set() }
  const youngestFirst = input.assistants.toSorted((a, b) => byStart(b.process, a.process))
  linkByClaim(linking)
  for (const assistant of input.assistants) linkByOpenFile(linking, assistant)
  keepEstablished(linking)
  // An assistant that keeps its transcript open, and is seen to hold none, runs none itself: nothing to guess.
  const unseen = youngestFirst.filter(({ process }) => !input.openFiles.has(process.pid))
  for (const assistant of unseen) linkByArgument(linking, assistant)
  for (const assistant of unseen) linkByFolder(linking, assistant)
  for (const assistant of youngestFirst) linkFront(linking, assistant, isNamed)
  for (const assistant of youngestFirst) linkFront(linking, assistant, beganSince)
  // A session that began before the younger of two windows can only be an older one's, unless it was resumed.
  for (const assistant of youngestFirst.toReversed()) linkFront(linking, assistant, wasActiveSince)
  for (const assistant of youngestFirst) reportUnlinked(linking, assistant)
  return { links: linking.links.sort(byPidAndSession), ended: endedLinks(input) }
}

/** Links a process to a session, unless one of them has its counterpart already. */
function link(linking: Linking, assistant: AssistantProcess, sessionId: string, ground: Ground): void {
  const { providerId, role, process } = assistant
  const session = sessionKey(providerId, sessionId)
  if (linking.takenSessions.has(session) || linking.settledPids.has(process.pid)) return
  linking.takenSessions.add(session)
  if (role === 'session') linking.settledPids.add(process.pid)
  linking.links.push(linkOf(assistant, sessionId, ground))
}

function linkOf(assistant: AssistantProcess, sessionId: string | undefined, ground: Ground): LiveLink {
  const { providerId, role, process, identity: processIdentity } = assistant
  return { providerId, role, pid: process.pid, processIdentity, frontPid: undefined, sessionId, ...ground }
}

function linkByClaim(linking: Linking): void {
  const { snapshot, assistants, claims, previous } = linking.input
  const wasLinked = ({ assistant, claim }: ProvenClaim) =>
    previous.some((link) => link.sessionId === claim.sessionId && isLinkOf(link, assistant))
  // Where two claim one thing: the surer, then the one that had it, then the younger.
  const bestFirst = proveClaims(snapshot, assistants, claims).toSorted(
    (a, b) =>
      Number(b.certainty === 'certain') - Number(a.certainty === 'certain') ||
      Number(wasLinked(b)) - Number(wasLinked(a)) ||
      byStart(b.assistant.process, a.assistant.process) ||
      (b.claim.statusSince?.getTime() ?? 0) - (a.claim.statusSince?.getTime() ?? 0) ||
      compare(a.claim.sessionId, b.claim.sessionId),
  )
  for (const { assistant, claim, certainty } of bestFirst) {
    const isHeld = held(linking, assistant).includes(claim.sessionId)
    link(linking, assistant, claim.sessionId, {
      evidence: 'claim',
      certainty: isHeld ? 'certain' : certainty,
      claim,
    })
    // A process whose session runs elsewhere too is not to be given a guessed one.
    if (assistant.role === 'session') linking.settledPids.add(assistant.process.pid)
  }
}

function held({ input }: Linking, assistant: AssistantProcess): readonly string[] {
  const paths = input.openFiles.get(assistant.process.pid) ?? []
  return heldSessions(assistant, paths, input.sessions, input.sessionOfOpenFile)
}

function linkByOpenFile(linking: Linking, assistant: AssistantProcess): void {
  for (const sessionId of held(linking, assistant)) {
    link(linking, assistant, sessionId, { evidence: 'open file', certainty: 'certain', claim: undefined })
  }
}

/** A host's open files say all that it runs, where they can be seen: what it closed is no longer its. */
function keepEstablished(linking: Linking): void {
  const { previous, assistants, openFiles } = linking.input
  for (const before of previous) {
    const assistant = assistants.find((assistant) => isLinkOf(before, assistant))
    if (!assistant || before.sessionId === undefined) continue
    if (assistant.role === 'host' && openFiles.has(assistant.process.pid)) continue
    const { evidence, certainty } = before
    link(linking, assistant, before.sessionId, { evidence, certainty, claim: undefined })
  }
}

function linkByArgument(linking: Linking, assistant: AssistantProcess): void {
  const { providerId, role, sessionHint } = assistant
  if (role === 'host' || sessionHint === undefined) return
  if (!findSession(linking, providerId, sessionHint)) return
  link(linking, assistant, sessionHint, { evidence: 'argument', certainty: 'probable', claim: undefined })
}

/** Takes the session of the same folder that was active last, among those that began after the process. */
function linkByFolder(linking: Linking, assistant: AssistantProcess): void {
  const { providerId, role } = assistant
  if (role === 'host') return
  const [newest] = linking.input.sessions
    .filter((known) => known.provider === providerId && beganSince(known, assistant))
    .filter((known) => !linking.takenSessions.has(sessionKey(providerId, known.sessionId)))
    .sort((a, b) => lastActivity(b) - lastActivity(a) || compare(a.sessionId, b.sessionId))
  if (!newest) return
  link(linking, assistant, newest.sessionId, { evidence: 'folder', certainty: 'probable', claim: undefined })
}

/**
 * Ties a process that only shows a session to the one in a host that it may show: it is no second session. Of
 * several it shows the youngest.
 */
function linkFront(linking: Linking, assistant: AssistantProcess, mayShow: MayShow): void {
  const { links } = linking
  const { providerId, role, process } = assistant
  if (role === 'host' || isPlaced(linking, process.pid)) return
  const [youngest] = links
    .flatMap((link) => {
      if (link.providerId !== providerId || link.role !== 'host' || link.frontPid !== undefined) return []
      const known =
        link.sessionId === undefined ? undefined : findSession(linking, providerId, link.sessionId)
      return known && mayShow(known, assistant) ? [{ link, known }] : []
    })
    .sort((a, b) => (b.known.startedAt ?? 0) - (a.known.startedAt ?? 0))
  if (youngest) links[links.indexOf(youngest.link)] = { ...youngest.link, frontPid: process.pid }
}

/** A live process is never left out: that it runs is certain, what it runs is not known. */
function reportUnlinked(linking: Linking, assistant: AssistantProcess): void {
  if (isPlaced(linking, assistant.process.pid)) return
  linking.links.push(
    linkOf(assistant, undefined, { evidence: 'none', certainty: 'certain', claim: undefined }),
  )
}

function isPlaced({ links }: Linking, pid: number): boolean {
  return links.some((link) => link.pid === pid || link.frontPid === pid)
}

function isNamed({ sessionId }: KnownSession, { sessionHint }: AssistantProcess): boolean {
  return sessionId === sessionHint
}

function beganSince(known: KnownSession, { process }: AssistantProcess): boolean {
  return isIn(known, process) && isSince(known.startedAt, process)
}

function wasActiveSince(known: KnownSession, { process }: AssistantProcess): boolean {
  return isIn(known, process) && isSince(known.lastActivityAt, process)
}

function findSession(linking: Linking, providerId: ProviderId, sessionId: string): KnownSession | undefined {
  return linking.input.sessions.find(
    (known) => known.provider === providerId && known.sessionId === sessionId,
  )
}

/** A container's paths are not ours, even where they are spelled alike. */
function isIn(known: KnownSession, process: ProcessInfo): boolean {
  return !process.inContainer && process.cwd !== undefined && known.cwd === process.cwd
}

function isSince(at: number | null, process: ProcessInfo): boolean {
  return at !== null && isBeforeStart(at, process) === false
}

function lastActivity({ lastActivityAt, startedAt }: KnownSession): number {
  return lastActivityAt ?? startedAt ?? 0
}

function endedLinks({ previous, snapshot }: LinkInput): readonly EndedLink[] {
  const byPid = new Map(snapshot.processes.map((process) => [process.pid, process]))
  return previous.flatMap((link): readonly EndedLink[] => {
    const process = byPid.get(link.pid)
    if (!process || !isSameIdentity(identityOf(process, snapshot.bootId), link.processIdentity)) {
      return [{ link, how: 'gone' }]
    }
    return process.zombie ? [{ link, how: 'zombie' }] : []
  })
}

function isLinkOf(link: LiveLink, { providerId, identity }: AssistantProcess): boolean {
  return (
    link.providerId === providerId && identity !== undefined && isSameIdentity(identity, link.processIdentity)
  )
}

function isSameIdentity(a: ProcessIdentity | undefined, b: ProcessIdentity | undefined): boolean {
  return a?.pid === b?.pid && a?.startToken === b?.startToken && a?.bootId === b?.bootId
}

function byStart(a: ProcessInfo, b: ProcessInfo): number {
  return Number(startedAfter(a, b)) - Number(startedAfter(b, a)) || a.pid - b.pid
}

function byPidAndSession(a: LiveLink, b: LiveLink): number {
  return a.pid - b.pid || compare(a.sessionId ?? '', b.sessionId ?? '')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
