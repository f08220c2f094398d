import type { Neighbour } from './recommend.ts'

/** A live session and where it works. */
export interface WorkingSession extends Neighbour {
  /** Folder that it was started in, or has moved to. */
  readonly cwd: string | null
  /** Root of the working tree that `cwd` lies in; `null` where it lies in none, or nobody looked. */
  readonly gitRoot: string | null
}

/**
 * Finds the other sessions on the code base of each: those with the same root of a working tree, or without one the
 * same folder. Ids and names are in the order of ids, so that a text made of them stays the same.
 */
export function sessionsSharingCodeBase(
  sessions: readonly WorkingSession[],
): ReadonlyMap<string, readonly Neighbour[]> {
  const byPlace = Map.groupBy(sessions, ({ gitRoot, cwd }) => gitRoot ?? cwd)
  const neighbours = new Map<string, readonly Neighbour[]>()
  for (const [place, together] of byPlace) {
    const inOrder = together
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))
    for (const { id } of inOrder) {
      neighbours.set(id, place === null ? [] : inOrder.filter((other) => other.id !== id))
    }
  }
  return neighbours
}
