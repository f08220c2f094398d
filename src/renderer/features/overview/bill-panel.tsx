import { useCallback } from 'react'
import type { Bill } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { Facts } from '../sessions/details/section.tsx'
import { useSessionApi } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { useEvidence } from '../session/use-evidence.ts'
import type { PanelProps } from './overview-panels.tsx'

/** What this program itself costs. Fetched anew with each overview. */
export function BillPanel({ overview }: PanelProps) {
  const api = useSessionApi()
  const fetch = useCallback(() => api.bill(), [api])
  const bill = useEvidence(fetch, overview.generatedAt.getTime())
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>What this program costs</h2>
        <span className="panel-aside">today</span>
      </header>
      {bill.kind === 'failed' && <p className="panel-empty">Not known: {oneLine(bill.reason)}</p>}
      {bill.kind === 'there' && <BillFacts bill={bill.value} />}
    </section>
  )
}

function BillFacts({ bill }: { readonly bill: Bill }) {
  const { today, residentBytes, watches } = bill
  return (
    <Facts
      facts={[
        ['Processor', `${format.seconds(today.cpuSeconds)} in ${format.duration(today.seconds * 1000)}`],
        ['Memory', format.bytes(residentBytes)],
        ['Read', `${format.bytes(today.transcriptBytes)} of transcripts`],
        ['Written', format.bytes(today.bytesWritten)],
        ['Looks', `${format.exact(today.wakeUps)}, ${format.exact(today.skipped)} left out`],
        ['Folders watched', format.exact(watches.folders)],
      ]}
    />
  )
}
