import type { ShowNotice } from './notifications/show-notice.ts'
import type { TraySummary } from './tray/tray-summary.ts'

const MARK = 'Sample data'

/** The same notifications, each marked: somebody may see one who does not know that the sessions are made up. */
export function sampleNotices(show: ShowNotice): ShowNotice {
  return (notice) => show({ ...notice, title: `${MARK}: ${notice.title}` })
}

export function asSample(summary: TraySummary): TraySummary {
  return { ...summary, tooltip: `${MARK}: ${summary.tooltip}` }
}
