/** Compact count for narrow places: `942`, `12.3k`, `1.2M`. */
export function compactCount(count: number): string {
  if (count < 1000) return String(count)
  for (const [unit, size] of [
    ['k', 1e3],
    ['M', 1e6],
    ['G', 1e9],
  ] as const) {
    const value = count / size
    if (value < 99.95) return `${value.toFixed(1).replace(/\.0$/, '')}${unit}`
    if (value < 999.5) return `${Math.round(value)}${unit}`
  }
  return `${(count / 1e12).toFixed(1)}T`
}

/** Whole number with groups of three: `1,234,567`. The same in every locale, for logs and documents. */
export function groupedCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Time span in its largest units: `45s`, `12m`, `3h 5m`, `2d 4h`. */
export function compactDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 || days > 9 ? `${days}d` : `${days}d ${hours % 24}h`
}

/** US dollars: cents from a cent on, and never `$0.00` for something that cost money. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0'
  if (usd < 0.01) return '<$0.01'
  if (usd < 1000) return `$${usd.toFixed(2)}`
  return `$${groupedCount(usd)}`
}

export function percent(ratio: number): string {
  return `${Math.round(ratio * 100)}%`
}
