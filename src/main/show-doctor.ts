import { clipboard, dialog } from 'electron'
import type { DoctorReport } from '../shared/contract/index.ts'
import { doctorSummary } from './doctor-summary.ts'

/** Whoever can ask the doctor. */
export interface DoctorHost {
  readonly service: { doctor(): Promise<DoctorReport> }
}

/** What the doctor found, in a dialog that copies the whole report. */
export async function showDoctor({ service }: DoctorHost): Promise<void> {
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
