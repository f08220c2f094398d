import type { DocumentFile } from './provider.ts'

const PRIME = 0x01000193
const SEEDS = [0x811c9dc5, 0x9747b28c] as const

/**
 * Names the content of a document: another content has another name, as far as chance allows (64 bits, and the length). Two
 * rounds of FNV-1a by Fowler, Noll and Vo; it withstands no attacker, who could as well write the document.
 */
export function contentStamp(bytes: Uint8Array): string {
  let [first, second]: readonly [number, number] = SEEDS
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, PRIME)
    second = Math.imul(second ^ byte ^ (first >>> 24), PRIME)
  }
  return [bytes.length, first >>> 0, second >>> 0].map((part) => part.toString(36)).join('-')
}

/**
 * Stamp of a session that is a document of its own: what its file holds, and when it was written. What lacks a time is told
 * with the file's.
 */
export function documentStamp({ madeAt, writtenAt }: DocumentFile, bytes: Uint8Array): string {
  return `${madeAt} ${writtenAt} ${contentStamp(bytes)}`
}
