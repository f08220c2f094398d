import type { TestModule } from 'vitest/node'

export interface TestResults {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * Adds up what a run did. A file that failed outside of its tests (it cannot be loaded, a hook threw) and an error
 * that no test caught count as one failure each: neither may hide behind tests that passed.
 */
export function countResults(modules: readonly TestModule[], unhandledErrors: number): TestResults {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  )
  const count = (state: string) => states.filter((each) => each === state).length
  const brokenModules = modules.filter(failsOutsideItsTests).length
  return {
    passed: count('passed'),
    failed: count('failed') + brokenModules + unhandledErrors,
    skipped: count('skipped') + count('pending'),
  }
}

function failsOutsideItsTests(module: TestModule): boolean {
  if (module.errors().length > 0) return true
  return module.state() === 'failed' && ![...module.children.allTests('failed')].length
}

export function summaryLine({ passed, failed, skipped }: TestResults): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
