/** Memory and file sizes in binary units, as people read them. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`
}

export function compactBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  for (const [unit, size] of [
    ['KiB', 2 ** 10],
    ['MiB', 2 ** 20],
  ] as const) {
    if (bytes < size * 1024) return `${(bytes / size).toFixed(1)} ${unit}`
  }
  return gigabytes(bytes)
}
