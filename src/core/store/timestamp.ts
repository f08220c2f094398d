/** An instant as part of a file name: sorts by time, legal on every system. `20261121T034712123Z`. */
export function fileStamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:.]/g, '')
}

/** Reads what `fileStamp` wrote; `undefined` for any other text. */
export function parseFileStamp(stamp: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(stamp)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, millisecond] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** An instant in a sentence for people: `2026-11-21 03:47 UTC`. */
export function spokenTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
