import type { Bill, Costs } from '../../shared/contract/bill.ts'
import type { DoctorReport, Source } from '../../shared/contract/source.ts'
import { processorShare } from '../../shared/domain/processor-share.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { printableJson } from '../output/json.ts'
import { compactBytes } from '../output/size.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export async function doctor(
  terminal: Terminal,
  options: GlobalOptions & { readonly json?: boolean },
): Promise<void> {
  await askService(terminal, options, async (service) => {
    const report = await service.doctor()
    if (options.json) terminal.out(printableJson(report))
    else printReport(terminal, report)
  })
}

function printReport(terminal: Terminal, report: DoctorReport): void {
  const { out, paint } = terminal
  const { info, scan } = report
  out(`LLM Session Manager ${info.version}, Node ${info.node}, ${info.platform}, SQLite ${info.sqlite}`)
  out(
    `Data: ${plainText(info.dataFolder)} (${info.ownsIndex ? 'index kept by this process' : 'index only read by this process'})`,
  )
  for (const event of report.store) out(`  ${plainText(event)}`)
  out('', paint('bold', 'Assistants'))
  for (const provider of report.providers) {
    const versions =
      provider.versions.length > 0 ? `, versions ${provider.versions.map(plainText).join(', ')}` : ''
    out(`  ${provider.name}: ${many(provider.sessions, 'session')}${versions}`)
    for (const { version, count } of provider.unknownRecords)
      out(
        paint('warn', `    ${nameWith(provider.name, version)}: ${many(count, 'record')} of an unknown type`),
      )
    if (provider.modelServer) out(`    ${plainText(provider.modelServer)}`)
    if (provider.error) out(paint('bad', `    ${plainText(provider.error)}`))
  }
  out('', paint('bold', 'Folders'))
  for (const source of report.sources) out(...sourceLines(source))
  out('', paint('bold', 'Processes'))
  const { processes } = report
  out(
    `  ${processes.scanned} seen, ${processes.assistants} of them assistants; ${processes.unreadable} could not be read`,
  )
  out('', paint('bold', 'This run'))
  out(
    `  ${many(scan.filesStatted, 'transcript')} looked at, ${groupedCount(scan.filesRead)} read (${compactBytes(scan.bytesRead)}), ` +
      `${groupedCount(scan.rowsWritten)} rows written, ${Math.round(scan.milliseconds)} ms`,
  )
  printBill(terminal, report.bill)
}

function printBill({ out, paint }: Terminal, bill: Bill): void {
  out('', paint('bold', 'What we cost'))
  out(`  this process: ${costsText(bill.sinceStart)}; ${compactBytes(bill.residentBytes)} of memory`)
  for (const day of bill.days.slice(0, 7)) out(`  ${day.day}: ${costsText(day)}`)
  const { folders, unwatched, reason } = bill.watches
  if (folders + unwatched > 0) {
    const polled = unwatched > 0 ? `, ${many(unwatched, 'folder')} looked at in turns (${reason})` : ''
    out(`  ${many(folders, 'folder')} watched${polled}`)
  }
  for (const { what, everyMs, reason: why } of bill.paces)
    out(`  ${what}: ${everyMs === null ? 'not at all' : `every ${everyMs / 1000} s`}, as ${why}`)
}

function costsText(costs: Costs): string {
  const { cpuSeconds, transcriptBytes, bytesRead, bytesWritten, processScans, walks, skipped } = costs
  const share = ` (${(100 * processorShare(costs)).toFixed(2)} % of one processor)`
  const io =
    bytesRead === null || bytesWritten === null
      ? ''
      : `, ${compactBytes(bytesRead)} read and ${compactBytes(bytesWritten)} written in all`
  return (
    `${cpuSeconds.toFixed(2)} s of processor time${share}, ${compactBytes(transcriptBytes)} of transcripts${io}, ` +
    `woken ${groupedCount(costs.wakeUps)} times, ${many(processScans, 'process scan')}, ${many(walks, 'walk')}, ${skipped} left out`
  )
}

function nameWith(name: string, version: string | null): string {
  return version === null ? `${name} of an unknown version` : `${name} ${plainText(version)}`
}

function many(count: number, what: string): string {
  return `${groupedCount(count)} ${what}${count === 1 ? '' : 's'}`
}

function sourceLines(source: Source): string[] {
  const skipped = Object.entries(source.linesSkipped).filter(([, count]) => count > 0)
  const counts = `, ${many(source.files, 'transcript')}, ${many(source.linesRead, 'line')}`
  const lines = [`  ${plainText(source.path)}  ${source.status}${source.status === 'absent' ? '' : counts}`]
  if (skipped.length > 0) {
    lines.push(
      `    skipped: ${skipped.map(([reason, count]) => `${groupedCount(count)} ${reason}`).join(', ')}`,
    )
  }
  for (const problem of source.problems)
    lines.push(`    ${plainText(problem.path)}: ${plainText(problem.reason)}`)
  return lines
}
