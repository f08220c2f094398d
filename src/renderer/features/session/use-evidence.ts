import { useEffect, useState } from 'react'
import { reasonOf } from '../../ui/reason-of.ts'

/** Something that is computed from a whole conversation. */
export type Evidence<T> =
  | { readonly kind: 'pending' }
  | { readonly kind: 'there'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Fetches it, and again after each activity of the session (epoch milliseconds), while the last one stays on the screen.
 * `fetch` must be the same function as long as it means the same thing.
 */
export function useEvidence<T>(
  fetch: (activityAt: number | undefined) => Promise<T>,
  activityAt: number | undefined,
): Evidence<T> {
  const [evidence, setEvidence] = useState<Evidence<T>>({ kind: 'pending' })
  useEffect(() => {
    let isCurrent = true
    const take = (found: Evidence<T>): void => {
      if (isCurrent) setEvidence(found)
    }
    fetch(activityAt).then(
      (value) => take({ kind: 'there', value }),
      (error: unknown) => take({ kind: 'failed', reason: reasonOf(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [fetch, activityAt])
  return evidence
}
