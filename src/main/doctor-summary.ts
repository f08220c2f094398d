import type { DoctorReport } from '../shared/contract/index.ts'

export interface DoctorSummary {
  readonly message: string
  readonly detail: string
}

/** The doctor's report as a dialog can show it: what is wrong, or that nothing is. */
export function doctorSummary(report: DoctorReport): DoctorSummary {
  const troubles = [
    ...report.sources
      .filter(({ status }) => status === 'partial' || status === 'unreadable')
      .map(({ path, status, problems }) => `${path}: ${problems[0]?.reason ?? status}`),
    ...report.providers.flatMap(({ name, error }) => (error === null ? [] : [`${name}: ${error}`])),
    ...report.store,
  ]
  const used = report.providers.filter(({ sessions }) => sessions > 0)
  const found = used.map(
    ({ name, sessions }) => `${name}: ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`,
  )
  return {
    message:
      troubles.length === 0
        ? 'Nothing is wrong.'
        : `${troubles.length} ${troubles.length === 1 ? 'thing needs' : 'things need'} a look.`,
    detail: [...troubles, ...(found.length > 0 ? found : ['No sessions were found.'])].join('\n'),
  }
}
