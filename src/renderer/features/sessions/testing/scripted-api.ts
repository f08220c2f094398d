import type { Change, Indexing, Session, SystemInfo } from '../../../../shared/contract/index.ts'
import { sampleFindings, sampleMakeUp, sampleTimeline } from '../../gallery/sample-evidence.ts'
import { sampleOverview } from '../../gallery/sample-overview.ts'
import type { SessionApi } from '../session-api.ts'

export const SAMPLE_INFO: SystemInfo = {
  version: '0.1.0',
  node: '24.0.0',
  platform: 'linux',
  dataFolder: '/home/ada/.local/share/llm-session',
  sqlite: '3.54.1',
  ownsIndex: true,
  host: { kind: 'server', capabilities: [] },
  machine: { system: 'Testix 1', cpuModel: 'Example', cpus: 2, memoryBytes: 8_000_000_000, bootId: 'boot' },
  demo: false,
  providers: [],
  prices: { source: 'list', date: '2026-01-01', own: 0 },
  settings: { path: '/settings/config.yaml', problems: [], dashboard: { theme: 'system', refreshMs: 5000 } },
}

const GENERATED_AT = new Date('2026-01-02T12:00:00Z')

/** The contract as a test drives it: it holds sessions, counts calls and fails when told to. */
export class ScriptedApi implements SessionApi {
  readonly sessions = new Map<string, Session>()
  readonly calls: string[] = []
  /** How far the first reading is. */
  indexing: Indexing | null = null
  /** Set: every call rejects with it. */
  failure: Error | undefined
  readonly #pushes: PushStream[] = []
  #revision = 0

  constructor(sessions: readonly Session[]) {
    for (const session of sessions) this.sessions.set(session.id, session)
  }

  /** Stores the sessions and tells every open stream. */
  change(changed: readonly Session[], removed: readonly string[] = []): void {
    for (const session of changed) this.sessions.set(session.id, session)
    for (const id of removed) this.sessions.delete(id)
    const ids = changed.map((session) => session.id)
    for (const push of this.#pushes) push.send(this.#nextChange(ids, removed))
  }

  /** Ends every open stream the way a lost connection does. */
  disconnect(reason: string): void {
    for (const push of this.#pushes.splice(0)) push.fail(new Error(reason))
  }

  list: SessionApi['list'] = async ({ scope, limit, offset }) => {
    this.#called(`list ${scope} ${limit} ${offset}`)
    const sessions = [...this.sessions.values()]
    return {
      generatedAt: GENERATED_AT,
      sessions: sessions.slice(offset, offset + limit),
      total: sessions.length,
      sources: [],
      failures: [],
      indexing: this.indexing,
    }
  }

  byIds: SessionApi['byIds'] = async (ids) => {
    this.#called(`byIds ${ids.join(' ')}`)
    const found = ids.flatMap((id) => this.sessions.get(id) ?? [])
    return { sessions: found, missing: ids.filter((id) => !this.sessions.has(id)) }
  }

  get: SessionApi['get'] = async (id) => {
    this.#called(`get ${id}`)
    const session = this.sessions.get(id)
    if (session === undefined) throw new Error('No session has this id.')
    return { session, note: null, files: [], loadedModel: null, usageByModel: [], transcripts: [] }
  }

  tag: SessionApi['tag'] = async (id, tags) => {
    this.#called(`tag ${id} ${tags.join(' ')}`)
  }

  untag: SessionApi['untag'] = async (id, tags) => {
    this.#called(`untag ${id} ${tags.join(' ')}`)
  }

  setProject: SessionApi['setProject'] = async (id, project) => {
    this.#called(`setProject ${id} ${project}`)
    return project
  }

  setNote: SessionApi['setNote'] = async (id, text) => {
    this.#called(`setNote ${id} ${text}`)
    return text === null ? null : { text, updatedAt: GENERATED_AT }
  }

  conversation: SessionApi['conversation'] = async (id, from, limit) => {
    this.#called(`conversation ${id} ${from} ${limit}`)
    throw new Error('These sessions have no conversations.')
  }

  messageText: SessionApi['messageText'] = async (id, position) => {
    this.#called(`messageText ${id} ${position}`)
    throw new Error('These sessions have no conversations.')
  }

  saveContext: SessionApi['saveContext'] = async (id) => {
    this.#called(`saveContext ${id}`)
    return { name: 'context.json', takenOut: 2 }
  }

  timeline: SessionApi['timeline'] = async (id) => sampleTimeline(id, 10, GENERATED_AT)
  contextMakeUp: SessionApi['contextMakeUp'] = async (id) => sampleMakeUp(id)
  findings: SessionApi['findings'] = async (id) => sampleFindings(id)

  bill: SessionApi['bill'] = async () => {
    throw new Error('Nothing is accounted for here.')
  }

  overview: SessionApi['overview'] = async () => {
    this.#called('overview')
    return sampleOverview(GENERATED_AT)
  }

  info: SessionApi['info'] = async () => {
    this.#called('info')
    return SAMPLE_INFO
  }

  refresh: SessionApi['refresh'] = async () => {
    this.#called('refresh')
  }

  changes: SessionApi['changes'] = (signal) => {
    this.#called('changes')
    const push = new PushStream(signal)
    this.#pushes.push(push)
    push.send(this.#nextChange([], []))
    return push
  }

  #called(call: string): void {
    this.calls.push(call)
    if (this.failure !== undefined) throw this.failure
  }

  #nextChange(changed: readonly string[], removed: readonly string[]): Change {
    this.#revision += 1
    const at = new Date(GENERATED_AT.getTime() + this.#revision * 1000)
    return { revision: this.#revision, changed: [...changed], removed: [...removed], at }
  }
}

/** An async iterable that is fed from outside. */
export class PushStream implements AsyncIterable<Change> {
  readonly #waiting: Change[] = []
  readonly #signal: AbortSignal
  #failure: Error | undefined
  #wake = (): void => undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake())
  }

  send(change: Change): void {
    this.#waiting.push(change)
    this.#wake()
  }

  fail(error: Error): void {
    this.#failure = error
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Change, void, undefined> {
    for (;;) {
      const change = this.#waiting.shift()
      if (change !== undefined) yield change
      else if (this.#failure !== undefined) throw this.#failure
      else if (this.#signal.aborted) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
