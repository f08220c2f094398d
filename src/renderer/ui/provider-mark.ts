/** How an assistant is marked where its name does not fit. */
export interface ProviderMarkStyle {
  /** One or two letters. */
  readonly monogram: string
  /** Angle of the colour wheel, in degrees. */
  readonly hue: number
}

/** Derives a mark from the provider's id alone, so that one nobody here has heard of has its own too. */
export function providerMarkStyle(provider: string): ProviderMarkStyle {
  const words = provider.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const [first = '?', second] = words
  const letters = second === undefined ? first.slice(0, 2) : `${first.slice(0, 1)}${second.slice(0, 1)}`
  return { monogram: capitalize(letters), hue: hueOf(provider) }
}

function capitalize(letters: string): string {
  return letters.slice(0, 1).toUpperCase() + letters.slice(1)
}

/** Multiplying by the golden angle keeps the hues of neighbouring sums far apart. */
function hueOf(text: string): number {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return Math.round((sum * 137.508) % 360)
}
