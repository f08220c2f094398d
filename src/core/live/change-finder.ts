import type { Session } from '../../shared/contract/session.ts'

/** Finds which sessions look different from the last time: through the disk, or because a process or time went by. */
export class ChangeFinder {
  private shown = new Map<string, string>()

  /** `live`: the live sessions as they are now. */
  find(
    live: readonly Session[],
    scan: { readonly changed: Iterable<string>; readonly removed: Iterable<string> },
  ): { changed: Set<string>; removed: Set<string> } {
    const changed = new Set(scan.changed)
    const removed = new Set(scan.removed)
    const shown = new Map<string, string>()
    for (const session of live) {
      const look = lookOf(session)
      shown.set(session.id, look)
      removed.delete(session.id)
      if (this.shown.get(session.id) !== look) changed.add(session.id)
    }
    // A session whose process ended is still there, in another state.
    for (const id of this.shown.keys()) if (!shown.has(id) && !removed.has(id)) changed.add(id)
    this.shown = shown
    return { changed, removed }
  }
}

/** Everything of a live session that can change without its transcript, or while another process reads that. */
function lookOf(session: Session): string {
  const {
    state,
    stateReason,
    question,
    pid,
    title,
    lastActivityAt,
    tokens,
    context,
    health,
    recommendations,
  } = session
  return JSON.stringify([
    state,
    stateReason,
    question,
    pid,
    title,
    lastActivityAt,
    tokens.total,
    context.used,
    context.limit,
    health.score,
    recommendations.map(({ kind }) => kind),
  ])
}
