import { dialog, shell } from 'electron'
import { outsideLink } from './outside-policy.ts'

/** The only place that opens something outside of the app: a plain link, after asking. Resolves whether it was opened. */
export async function openOutside(text: string): Promise<boolean> {
  const link = outsideLink(text)
  if (link === undefined) return false
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${link.target} in another program?`,
    detail: link.url,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  if (response !== 0) return false
  await shell.openExternal(link.url)
  return true
}
