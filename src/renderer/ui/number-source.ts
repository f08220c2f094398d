import type { ContextOccupancy, Session } from '../../shared/contract/index.ts'

type NumberSource = Session['tokens']['source']

export const NUMBER_SOURCE_WORDS: Readonly<Record<NumberSource, string>> = {
  reported: 'reported by the assistant',
  counted: 'counted from the text',
  estimated: 'estimated',
  unknown: 'not known',
}

export const LIMIT_SOURCE_WORDS: Readonly<Record<ContextOccupancy['limitSource'], string>> = {
  reported: 'reported by the assistant',
  config: 'from the configuration',
  model: 'known for this model',
  inferred: 'inferred from what was seen',
  default: 'default of this assistant',
  unknown: 'not known',
}

/** Stands before a number that was not reported: `~` for a count of our own, `≈` for an estimate. */
export function sourceMark(source: NumberSource): string {
  if (source === 'counted') return '~'
  return source === 'estimated' ? '≈' : ''
}
