import type { DoctorReport } from '../../shared/contract/index.ts'
import { SAMPLE_BILL } from '../../shared/contract/testing/sample-bill.ts'

const provider = { versions: [], error: null, modelServer: null, unknownRecords: [] }

/** A doctor's report of a machine where nothing is wrong. */
export const SAMPLE_REPORT: DoctorReport = {
  info: {
    version: '0.0.0',
    node: '24.0.0',
    platform: 'linux',
    dataFolder: '/data',
    sqlite: '3.54.1',
    ownsIndex: true,
    host: { kind: 'desktop', capabilities: [] },
    machine: { system: 'Testix 1', cpuModel: 'Example', cpus: 2, memoryBytes: 1024, bootId: 'boot' },
    demo: false,
    providers: [],
    settings: {
      path: '/settings/config.yaml',
      problems: [],
      dashboard: { theme: 'system', refreshMs: 5_000 },
    },
    prices: { source: 'none', date: '2026-01-01', own: 0 },
  },
  sources: [],
  processes: { scanned: 0, unreadable: 0, assistants: 0 },
  providers: [
    { ...provider, id: 'codex', name: 'Codex', sessions: 1 },
    { ...provider, id: 'aider', name: 'Aider', sessions: 0 },
    { ...provider, id: 'claude-code', name: 'Claude Code', sessions: 12 },
  ],
  store: [],
  scan: { filesStatted: 0, filesRead: 0, bytesRead: 0, rowsWritten: 0, milliseconds: 0 },
  bill: SAMPLE_BILL,
}
