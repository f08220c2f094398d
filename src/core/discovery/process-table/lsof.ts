/** One open file of a process, as `lsof -F fn` names it. */
export interface LsofEntry {
  readonly pid: number
  /** Number of an open file, or `cwd`, `txt`, … for what is in use without being open. */
  readonly descriptor: string
  readonly name: string
}

/** Reads what `lsof -F pfn` prints: one field a line, its first letter tells which. */
export function parseLsof(output: string): readonly LsofEntry[] {
  const entries: LsofEntry[] = []
  let pid: number | undefined
  let descriptor = ''
  for (const line of output.split('\n')) {
    const value = line.slice(1)
    if (line.startsWith('p')) pid = Number(value)
    else if (line.startsWith('f')) descriptor = value
    else if (line.startsWith('n') && pid !== undefined) entries.push({ pid, descriptor, name: value })
  }
  return entries
}
