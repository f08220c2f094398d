import type { Usage } from './usage.ts'

/** Two 32-bit lanes of a rolling hash over the usage rows that were counted so far. */
export type RollingHash = readonly [number, number]

export const EMPTY_HASH: RollingHash = [0x2545f491, 0x1b873593]

/** Key of a response that its record names. Servers other than OpenAI's may repeat ids beyond a thread. */
export function recordedResponseKey(threadId: string, responseId: string): string {
  return `${threadId}/${responseId}`
}

/**
 * Key of a response that only a step of the running total shows.
 *
 * A fork of before 0.150 holds its parent's rows with new timestamps, and nothing marks them. What a copy
 * keeps is the turn's id and the sequence of totals: a hash over that sequence, begun anew with each turn, is
 * equal in every copy and, through the turn's id, in no other session. Versions without such ids are told
 * apart by the root of the family (`anchor` then names a thread).
 */
export function countedResponseKey(anchor: string, hash: RollingHash): string {
  return `${anchor}/${hash[0].toString(36)}-${hash[1].toString(36)}`
}

/** The hash after one more counted row. */
export function rollHash(hash: RollingHash, total: Usage, added: Usage): RollingHash {
  let [low, high] = hash
  for (const value of [total.input, total.cached, total.output, total.reasoning, added.input, added.output]) {
    low = mix(low, value, 0x9e3779b1)
    high = mix(high, value, 0x85ebca6b)
  }
  return [low, high]
}

function mix(lane: number, value: number, factor: number): number {
  const mixed = Math.imul(lane ^ (value | 0), factor)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
