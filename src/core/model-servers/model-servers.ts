import type {
  LoadedModel,
  LoadedModels,
  ModelServer,
  ModelServerAddress,
  Presence,
} from '../../providers/provider.ts'
import type { ProviderId } from '../../shared/domain/provider-id.ts'
import type { AssistantProcess } from '../discovery/match-processes.ts'
import { createSmallFileReader } from '../files/small-file-reader.ts'
import type { Ports } from '../ports.ts'
import { reasonOf } from '../provider-failures.ts'
import { askModelServer, type ServerAnswer } from './ask-model-server.ts'

/** For all paths of a server together. */
const TIMEOUT_MS = 300
/** What a server said is held to be so for that long when it no longer answers. */
const KEEP_MS = 60_000

/** A loaded model, and who said so. */
export interface ModelRow {
  readonly providerId: ProviderId
  readonly model: LoadedModel
  /** The server's process; `undefined` where it is another user's and not to be seen. */
  readonly process: AssistantProcess | undefined
  /** False where the server was asked later and did not answer. */
  readonly isConfirmed: boolean
  readonly toldAt: Date
}

/** What is known of one server. */
interface Known {
  readonly address: ModelServerAddress
  readonly process: AssistantProcess | undefined
  /** `undefined` until it was asked. */
  readonly answer: ServerAnswer | undefined
  /** The last time that it told its models. */
  readonly told: (LoadedModels & { readonly at: Date }) | undefined
}

type Asked = Presence & { readonly modelServer: ModelServer }

/**
 * Which models the model servers of this machine hold. A server is asked only where its process is seen, or somebody
 * listens at its port; without either it costs nothing. The first question to a server is waited for; later ones go
 * on while the look does, and what they bring is there for the next one.
 */
export class ModelServers {
  private readonly ports: Pick<Ports, 'clock' | 'logger' | 'loopback' | 'environment'>
  private readonly providers: () => readonly Presence[]
  private readonly known = new Map<ProviderId, Known>()
  private readonly asking = new Map<ProviderId, Promise<void>>()
  /** The models as they were when somebody last asked for news. */
  private knownModels = '[]'

  constructor(
    ports: Pick<Ports, 'clock' | 'logger' | 'loopback' | 'environment'>,
    providers: () => readonly Presence[],
  ) {
    this.ports = ports
    this.providers = providers
  }

  /** Models as last told, in the servers' order. */
  get models(): readonly ModelRow[] {
    const now = this.ports.clock.now().getTime()
    return [...this.known].flatMap(([providerId, { answer, told, process }]) => {
      const isConfirmed = answer?.kind === 'told'
      if (!told || (!isConfirmed && now - told.at.getTime() > KEEP_MS)) return []
      return told.models.map((model) => ({ providerId, model, process, isConfirmed, toldAt: told.at }))
    })
  }

  /** One sentence for each server: where it is, and what came of asking it. */
  get reports(): ReadonlyMap<ProviderId, string> {
    const now = this.ports.clock.now().getTime()
    return new Map([...this.known].map(([id, known]) => [id, sentenceOf(known, now)]))
  }

  /** Whether the models are others than the last time that this was asked. */
  takeNews(): boolean {
    const models = JSON.stringify(
      this.models.map(({ providerId, model, isConfirmed }) => [providerId, model, isConfirmed]),
    )
    const isNews = models !== this.knownModels
    this.knownModels = models
    return isNews
  }

  /** Begins to ask the servers that are there. Resolves when each has been asked once, at the latest after 300 ms. */
  async look(assistants: readonly AssistantProcess[], onFailure: OnServerFailure): Promise<void> {
    const first: Promise<void>[] = []
    let listening: { readonly ports: ReadonlySet<number> | undefined } | undefined
    const listens = (port: number) => {
      listening ??= { ports: this.ports.loopback.listeningPorts() }
      return listening.ports?.has(port) === true
    }
    const providers = this.providers().filter(hasModelServer)
    this.forgetAllBut(providers)
    for (const provider of providers) {
      const { id } = provider.manifest
      const before = this.known.get(id)
      const found = this.find(provider, assistants, onFailure)
      if (found.address.kind === 'not asked' || !(found.process ?? listens(found.address.port))) {
        this.known.set(id, { ...found, answer: undefined, told: undefined })
        this.asking.delete(id)
        continue
      }
      const isSame = before !== undefined && isSameAddress(before.address, found.address)
      if (!isSame) this.asking.delete(id)
      this.known.set(id, isSame ? { ...before, ...found } : { ...found, answer: undefined, told: undefined })
      const asking = this.asking.get(id) ?? this.ask(provider, found.address)
      if (!isSame || before.answer === undefined) first.push(asking)
    }
    await Promise.all(first)
  }

  /** Whoever is not looked for any more has nothing to say. */
  private forgetAllBut(providers: readonly Asked[]): void {
    for (const id of this.known.keys()) {
      if (providers.some(({ manifest }) => manifest.id === id)) continue
      this.known.delete(id)
      this.asking.delete(id)
    }
  }

  private find(
    provider: Asked,
    assistants: readonly AssistantProcess[],
    onFailure: OnServerFailure,
  ): Pick<Known, 'address' | 'process'> {
    const { id } = provider.manifest
    const process = assistants.find(({ providerId, role }) => providerId === id && role === 'host')
    const files = createSmallFileReader(({ path, reason }) => onFailure(provider, `${path}: ${reason}`))
    try {
      return { address: provider.modelServer.address(this.ports.environment, files), process }
    } catch (cause) {
      onFailure(provider, cause)
      return {
        address: { kind: 'not asked', reason: `its address is not known: ${reasonOf(cause)}` },
        process,
      }
    }
  }

  private ask({ manifest: { id }, modelServer }: Asked, address: LoopbackAddress): Promise<void> {
    const { clock, loopback } = this.ports
    const deadline = clock.monotonicMs() + TIMEOUT_MS
    const left = () => Math.ceil(deadline - clock.monotonicMs())
    const answered = askModelServer(modelServer, address, loopback, left)
    const asking: Promise<void> = answered.then((answer) => this.keep(id, asking, answer))
    this.asking.set(id, asking)
    return asking
  }

  /** Whoever is gone meanwhile has nothing to say any more, and may be there again since. */
  private keep(id: ProviderId, asking: Promise<void>, answer: ServerAnswer): void {
    if (this.asking.get(id) !== asking) return
    this.asking.delete(id)
    const known = this.known.get(id)
    if (!known) return
    const told = answer.kind === 'told' ? { ...answer, at: this.ports.clock.now() } : known.told
    this.known.set(id, { ...known, answer, told: answer.kind === 'refused' ? undefined : told })
  }
}

/** Told of what keeps a server's address from being known. */
export type OnServerFailure = (provider: Presence, cause: unknown) => void

type LoopbackAddress = Extract<ModelServerAddress, { kind: 'loopback' }>

function hasModelServer(provider: Presence): provider is Asked {
  return provider.modelServer !== undefined
}

function isSameAddress(a: ModelServerAddress, b: ModelServerAddress): boolean {
  return a.kind === 'loopback' && b.kind === 'loopback' && a.host === b.host && a.port === b.port
}

function sentenceOf({ address, process, answer, told }: Known, now: number): string {
  if (address.kind === 'not asked') return `Not asked: ${address.reason}.`
  const where = `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`
  if (answer === undefined) return `Not running, so that ${where} is not asked.`
  if (answer.kind === 'refused') {
    return process ? `It runs, but does not listen at ${where}.` : `Nothing listens at ${where}.`
  }
  const ageSeconds = told === undefined ? 0 : Math.round((now - told.at.getTime()) / 1000)
  if (answer.kind === 'failed') {
    const before = told === undefined ? '' : `, after it had answered ${ageSeconds} s ago`
    return `${where} ${answer.reason}${before}.`
  }
  const count = answer.models.length === 1 ? '1 model' : `${answer.models.length} models`
  const malformed = answer.malformed === 0 ? '' : `, and ${answer.malformed} that could not be read`
  return `${where} holds ${count}${malformed}, as it said ${ageSeconds} s ago.`
}
