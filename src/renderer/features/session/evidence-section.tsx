import type { ReactNode } from 'react'
import { Section } from '../sessions/details/section.tsx'
import { oneLine } from '../sessions/session-title.ts'
import type { Evidence } from './use-evidence.ts'

export interface EvidenceSectionProps<T> {
  readonly title: string
  readonly evidence: Evidence<T>
  readonly aside?: (value: T) => ReactNode
  readonly children: (value: T) => ReactNode
}

/** A section whose content is on its way, there, or not to be had. */
export function EvidenceSection<T>({ title, evidence, aside, children }: EvidenceSectionProps<T>) {
  return (
    <Section title={title} aside={evidence.kind === 'there' ? aside?.(evidence.value) : undefined}>
      {evidence.kind === 'pending' && <p className="details-pending">Reading the conversation…</p>}
      {evidence.kind === 'failed' && <p className="details-pending">Not known: {oneLine(evidence.reason)}</p>}
      {evidence.kind === 'there' && children(evidence.value)}
    </Section>
  )
}
