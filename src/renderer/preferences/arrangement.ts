/** Parts of a screen in the order that a person gave them, each shown or hidden. */
export type Arrangement = readonly Choice[]

export interface Choice {
  readonly id: string
  readonly shown: boolean
}

/**
 * The parts that there are, in the kept order. A part that is not in it stands behind the one that it follows by
 * default, and is shown: it is new.
 */
export function arrange<Part extends { readonly id: string }>(
  parts: readonly Part[],
  kept: Arrangement,
): readonly (Part & Choice)[] {
  const result = kept.flatMap(({ id, shown }) => {
    const part = parts.find((candidate) => candidate.id === id)
    return part === undefined ? [] : [{ ...part, shown }]
  })
  for (const [index, part] of parts.entries()) {
    if (result.some(({ id }) => id === part.id)) continue
    const before = parts[index - 1]?.id
    result.splice(result.findIndex(({ id }) => id === before) + 1, 0, { ...part, shown: true })
  }
  return result
}

/** Moves a part by so many places and stops at both ends. */
export function moved(arrangement: Arrangement, id: string, places: number): Arrangement {
  const from = arrangement.findIndex((choice) => choice.id === id)
  const choice = arrangement[from]
  if (choice === undefined) return arrangement
  const rest = arrangement.toSpliced(from, 1)
  const to = Math.min(Math.max(from + places, 0), rest.length)
  return rest.toSpliced(to, 0, choice)
}

export function switched(arrangement: Arrangement, id: string): Arrangement {
  return arrangement.map((choice) => (choice.id === id ? { ...choice, shown: !choice.shown } : choice))
}
