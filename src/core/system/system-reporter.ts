import type { Presence } from '../../providers/provider.ts'
import type { Bill } from '../../shared/contract/bill.ts'
import type { DoctorReport, ProviderFailure, SystemInfo } from '../../shared/contract/source.ts'
import { describeMachine, type Machine } from '../discovery/machine.ts'
import type { IndexKeeper } from '../ingest/index-keeper.ts'
import type { ScanReport } from '../ingest/scan-report.ts'
import type { Ledger } from '../live/ledger.ts'
import type { LiveEngine } from '../live/live-engine.ts'
import type { LiveView } from '../live/live-view.ts'
import type { Ports } from '../ports.ts'
import { PRICE_SOURCE } from '../pricing/price-table.ts'
import type { UnknownRecords } from '../store/index-queries.ts'
import type { SettingsKeeper } from '../settings/settings-keeper.ts'
import { linkedSqliteVersion } from '../store/sqlite-version.ts'

export interface ReporterParts {
  readonly ports: Ports
  readonly providers: () => readonly Presence[]
  readonly settings: Pick<SettingsKeeper, 'path' | 'current' | 'problems'>
  readonly keeper: IndexKeeper
  readonly live: LiveView
  /** Providers whose own code failed. */
  readonly failures: () => readonly ProviderFailure[]
  /** What happened at the start: settings that do not apply, folders that were tightened, databases that were repaired. */
  readonly events: () => readonly string[]
  readonly lastScan: () => ScanReport
  readonly ledger: Ledger
  readonly engine: LiveEngine
}

/** Says what this installation is, what it found and what it cost. */
export class SystemReporter {
  private readonly parts: ReporterParts
  private machine: Promise<Machine> | undefined

  constructor(parts: ReporterParts) {
    this.parts = parts
  }

  async info(): Promise<SystemInfo> {
    const { ports, providers, settings, keeper, live } = this.parts
    this.machine ??= describeMachine(ports.logger)
    const { system, cpuModel, cpus, memoryBytes } = await this.machine
    return {
      version: ports.version,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      dataFolder: ports.dataFolder,
      sqlite: linkedSqliteVersion(),
      ownsIndex: keeper.owns,
      host: { kind: ports.host.kind, capabilities: [...ports.host.capabilities] },
      machine: { system, cpuModel, cpus, memoryBytes, bootId: live.bootId },
      demo: ports.demo,
      providers: providers().map(({ manifest: { id, name, color, monogram }, start }) => ({
        id,
        name,
        color,
        monogram,
        startable: start !== undefined,
      })),
      prices: { ...PRICE_SOURCE, own: Object.keys(settings.current.prices).length },
      settings: {
        path: settings.path,
        problems: [...settings.problems],
        dashboard: settings.current.dashboard,
      },
    }
  }

  async doctor(): Promise<DoctorReport> {
    const { keeper, live, providers, failures, events, lastScan } = this.parts
    const queries = keeper.queries
    const counts = queries?.sessionCounts() ?? new Map<string, number>()
    const versions = queries?.versionsSeen() ?? new Map<string, string[]>()
    const unknown = queries?.unknownRecords() ?? new Map<string, UnknownRecords[]>()
    const errors = new Map(failures().map(({ provider, reason }) => [provider, reason]))
    const { filesStatted, filesRead, bytesRead, rowsWritten, milliseconds } = lastScan()
    return {
      info: await this.info(),
      sources: queries?.sources() ?? [],
      processes: live.report,
      providers: providers().map(({ manifest }) => ({
        id: manifest.id,
        name: manifest.name,
        sessions: counts.get(manifest.id) ?? 0,
        versions: versions.get(manifest.id) ?? [],
        error: errors.get(manifest.id) ?? null,
        modelServer: live.modelServers.get(manifest.id) ?? null,
        unknownRecords: unknown.get(manifest.id) ?? [],
      })),
      store: [...events(), ...keeper.events],
      scan: { filesStatted, filesRead, bytesRead, rowsWritten, milliseconds },
      bill: this.bill(),
    }
  }

  bill(): Bill {
    const { ledger, engine } = this.parts
    const sinceStart = ledger.sinceStart()
    const [today, ...before] = ledger.days()
    return {
      sinceStart,
      today: today ?? sinceStart,
      days: today ? [today, ...before] : before,
      residentBytes: process.memoryUsage.rss(),
      paces: [...engine.paces],
      watches: engine.watching,
    }
  }
}
