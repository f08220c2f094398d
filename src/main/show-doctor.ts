import { clipboard, dialog } from 'electron'
import type { App } from '../core/app.ts'
import { doctorSummary } from './doctor-summary.ts'

/** What the doctor found, in a dialog that copies the whole report. */
export async function showDoctor({ service }: App): Promise<void> {
  const report = await service.doctor()
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'Doctor',
    ...doctorSummary(report),
    buttons: ['Close', 'Copy the whole report'],
    noLink: true,
  })
  if (response === 1) await clipboard.writeText(JSON.stringify(report, null, 2))
}
