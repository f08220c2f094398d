import type { Finding } from '../../../shared/contract/timeline.ts'
import type { FindingThresholds } from '../../settings/settings.ts'
import { finding, type Messages } from './finding.ts'

/** Shorter prompts ("go on", "yes please") are said again without meaning that anything is wrong. */
const FEWEST_WORDS = 4
/** Prompts that one is compared with: what was asked long before may be asked anew. */
const LOOK_BACK = 10
/** Share of common words from which two prompts say the same. */
const ALIKE = 0.8

interface Asked {
  readonly words: ReadonlySet<string>
  readonly group: number[]
}

/** A person who says a thing again was not understood the first time. */
export function repeatedPrompts(
  messages: Messages,
  { repeatedPrompts: least }: FindingThresholds,
): readonly Finding[] {
  const recent: Asked[] = []
  const groups = new Set<number[]>()
  messages.forEach(({ kind, gist, subagent }, position) => {
    if (kind !== 'prompt' || subagent || gist === undefined) return
    const words = new Set(gist.split(' '))
    if (words.size < FEWEST_WORDS) return
    const same = recent.findLast((asked) => likeness(asked.words, words) >= ALIKE)
    const group = same?.group ?? []
    group.push(position)
    groups.add(group)
    recent.push({ words, group })
    if (recent.length > LOOK_BACK) recent.shift()
  })
  return [...groups]
    .filter((group) => group.length >= least)
    .map((group) =>
      finding(
        messages,
        {
          kind: 'person-repeats',
          severity: group.length > least ? 'warning' : 'info',
          sentence: `The person asked for nearly the same ${group.length} times.`,
        },
        group,
      ),
    )
}

/** Dice's coefficient of two sets that are not empty: 1 where they are equal, 0 where nothing is common. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0
  for (const word of one) if (other.has(word)) common++
  return (2 * common) / (one.size + other.size)
}
