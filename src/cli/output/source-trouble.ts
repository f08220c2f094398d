import type { ProviderFailure, Source } from '../../shared/contract/source.ts'
import { plainText } from '../../shared/domain/plain-text.ts'

const MOST_NAMED = 3

/** Lines for standard error about what could not be read, so that a short list never looks complete when it is not. */
export function sourceTrouble(sources: readonly Source[]): string[] {
  const problems = sources.flatMap((source) => source.problems)
  if (problems.length === 0) return []
  const named = problems
    .slice(0, MOST_NAMED)
    .map((problem) => `  ${plainText(problem.path)}: ${plainText(problem.reason)}`)
  const more = problems.length > MOST_NAMED ? [`  … and ${problems.length - MOST_NAMED} more`] : []
  return [
    `llm-session: ${problems.length} ${problems.length === 1 ? 'place' : 'places'} could not be read:`,
    ...named,
    ...more,
    '  llm-session doctor shows all of them.',
  ]
}

/** Lines for standard error about assistants that could not be looked at in full. */
export function failureTrouble(failures: readonly ProviderFailure[]): string[] {
  return failures.map(
    ({ provider, reason }) => `llm-session: ${plainText(provider)} failed: ${plainText(reason)}`,
  )
}
