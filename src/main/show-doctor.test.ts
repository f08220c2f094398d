import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { DoctorReport } from '../shared/contract/index.ts'
import { SAMPLE_REPORT } from './testing/sample-report.ts'
import { doctorSummary } from './doctor-summary.ts'
import { showDoctor } from './show-doctor.ts'

const electron = vi.hoisted(() => {
  const asked: unknown[] = []
  const copied: string[] = []
  const answer = { response: 0 }
  return {
    asked,
    copied,
    answer,
    dialog: {
      async showMessageBox(question: unknown) {
        asked.push(question)
        return { ...answer }
      },
    },
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  }
})
vi.mock('electron', () => electron)

beforeEach(() => {
  electron.asked.length = 0
  electron.copied.length = 0
})

const doctor = (report: DoctorReport) => showDoctor({ service: { doctor: async () => report } })

describe('the doctor’s dialog', () => {
  it('says that nothing is wrong, and what was found', async () => {
    electron.answer.response = 0
    await doctor(SAMPLE_REPORT)
    expect(electron.asked).toMatchObject([
      {
        message: 'Nothing is wrong.',
        detail: 'Codex: 1 session\nClaude Code: 12 sessions',
        buttons: ['Close', 'Copy the whole report'],
      },
    ])
    expect(electron.copied).toEqual([])
  })

  it('copies the whole report where that is asked for', async () => {
    electron.answer.response = 1
    await doctor(SAMPLE_REPORT)
    expect(electron.copied.map((text) => JSON.parse(text))).toMatchObject([{ info: { version: '0.0.0' } }])
  })

  it('names each thing that needs a look, before what was found', () => {
    const source = { provider: 'codex', files: 0, linesRead: 0, linesSkipped: {} }
    const report: DoctorReport = {
      ...SAMPLE_REPORT,
      sources: [
        { ...source, path: '/a', status: 'ok', problems: [] },
        {
          ...source,
          path: '/b',
          status: 'unreadable',
          problems: [{ path: '/b', reason: 'permission denied' }],
        },
        { ...source, path: '/c', status: 'partial', problems: [] },
        { ...source, path: '/d', status: 'absent', problems: [] },
      ],
      providers: SAMPLE_REPORT.providers.map((provider) =>
        provider.id === 'codex' ? { ...provider, error: 'its parser failed' } : provider,
      ),
      store: ['A damaged index was set aside.'],
    }
    expect(doctorSummary(report)).toEqual({
      message: '4 things need a look.',
      detail: [
        '/b: permission denied',
        '/c: partial',
        'Codex: its parser failed',
        'A damaged index was set aside.',
        'Codex: 1 session',
        'Claude Code: 12 sessions',
      ].join('\n'),
    })
  })

  it('says that there are no sessions, and one thing as one', () => {
    const report = { ...SAMPLE_REPORT, providers: [], store: ['One thing.'] }
    expect(doctorSummary(report)).toEqual({
      message: '1 thing needs a look.',
      detail: 'One thing.\nNo sessions were found.',
    })
  })
})
