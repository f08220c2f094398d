import type { ExportedFile } from './fetch-export.ts'

/** How long the browser may take to begin reading what it saves. */
const KEPT_MS = 60_000

/** Hands a file to the browser, or to the window's host, to be saved where the person's downloads go. */
export function saveFile({ name, parts }: Pick<ExportedFile, 'name' | 'parts'>): void {
  // No type that a browser would show: the file is saved, never opened.
  const address = URL.createObjectURL(new Blob([...parts], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
