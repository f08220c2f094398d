/** How an assistant is marked where its name does not fit. */
export interface ProviderMark {
  readonly name: string
  /** One or two letters. */
  readonly monogram: string
  /** CSS colour; only its hue is used, so that every mark can be read in every theme. */
  readonly color: string
}

const UNKNOWN_COLOR = '#888888'

/** The mark of a provider whose manifest is not there (yet): its id says at least which it is. */
export function markOfUnknown(provider: string): ProviderMark {
  const [first = '?', second] = provider.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const letters = second === undefined ? first.slice(0, 2) : `${first.slice(0, 1)}${second.slice(0, 1)}`
  const monogram = letters.slice(0, 1).toUpperCase() + letters.slice(1)
  return { name: provider, monogram, color: UNKNOWN_COLOR }
}
