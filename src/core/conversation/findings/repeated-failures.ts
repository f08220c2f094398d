import type { Finding } from '../../../shared/contract/timeline.ts'
import type { FindingThresholds } from '../../settings/settings.ts'
import { finding, type Messages, nameOfCall } from './finding.ts'

/** The same call with the same input that fails again and again, without a success in between: a model that does not learn from it. */
export function repeatedFailures(
  messages: Messages,
  { repeatedFailures: least }: FindingThresholds,
): readonly Finding[] {
  const runs = new Map<string, number[]>()
  const found: number[][] = []
  messages.forEach(({ kind, tool, digest, outcome }, position) => {
    if (kind !== 'tool-call' || !tool || outcome === null) return
    const key = `${tool.name ?? ''} ${digest}`
    if (outcome !== 'error') {
      runs.delete(key)
      return
    }
    const run = runs.get(key) ?? []
    run.push(position)
    runs.set(key, run)
    if (run.length === least) found.push(run)
  })
  return found.flatMap((run) => {
    const call = messages[run[0] ?? -1]
    if (!call) return []
    const sentence = `${nameOfCall(call)} failed ${run.length} times with the same input.`
    const severity = run.length >= 2 * least ? 'critical' : 'warning'
    return [finding(messages, { kind: 'repeated-failure', severity, sentence }, run)]
  })
}
