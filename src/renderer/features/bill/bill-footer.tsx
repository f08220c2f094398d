import { useEffect, useState } from 'react'
import type { Bill } from '../../../shared/contract/index.ts'
import { processorShare } from '../../../shared/domain/processor-share.ts'
import { format } from '../../ui/format.ts'
import { followBill } from './follow-bill.ts'
import './bill-footer.css'

export interface BillFooterProps {
  readonly fetchBill: () => Promise<Bill>
}

/** What the program itself costs, in one line at the window's foot. */
export function BillFooter({ fetchBill }: BillFooterProps) {
  /** `undefined` until the first answer. */
  const [bill, setBill] = useState<Bill | null>()
  useEffect(() => {
    const following = new AbortController()
    void followBill({ fetchBill, page: document, signal: following.signal, show: setBill })
    return () => following.abort()
  }, [fetchBill])
  return (
    <footer className="bill-footer" aria-label="What this program costs">
      {bill === null && 'What this program costs is not known.'}
      {bill && <BillLine bill={bill} />}
    </footer>
  )
}

function BillLine({ bill }: { readonly bill: Bill }) {
  const { today, residentBytes, watches, paces } = bill
  const processes = paces.find(({ what }) => what === 'processes')
  return (
    <>
      <span>This program today:</span>
      <span>{format.finePercent(processorShare(today))} of a processor</span>
      <span>{format.bytes(today.transcriptBytes)} of transcripts read</span>
      {today.bytesWritten !== null && <span>{format.bytes(today.bytesWritten)} written</span>}
      <span>{format.bytes(residentBytes)} of memory</span>
      {processes !== undefined && processes.everyMs !== null && (
        <span title={`Watches ${format.exact(watches.folders)} folders`}>
          looks at processes every {format.duration(processes.everyMs)}: {processes.reason}
        </span>
      )}
    </>
  )
}
