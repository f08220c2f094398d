import { useCallback } from 'react'
import type { ContextMakeUp } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { useSessionApi } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { EvidenceSection } from './evidence-section.tsx'
import type { SessionPanelProps } from './session-panels.tsx'
import { useEvidence } from './use-evidence.ts'
import './make-up-section.css'

const PART_WORDS: Readonly<Record<ContextMakeUp['parts'][number]['name'], string>> = {
  system: 'Instructions and tools',
  summary: 'Summary',
  prompts: 'Prompts',
  answers: 'Answers',
  thinking: 'Thinking',
  'tool-calls': 'Tool calls',
  files: 'Files',
  'tool-results': 'Tool results',
  notes: 'Notes',
}

/** What the context is made of. */
export function MakeUpSection({ session, onMessage }: SessionPanelProps) {
  const api = useSessionApi()
  const fetch = useCallback(() => api.contextMakeUp(session.id), [api, session.id])
  const evidence = useEvidence(fetch, session.lastActivityAt?.getTime())
  return (
    <EvidenceSection
      title="What the context is made of"
      evidence={evidence}
      aside={({ total }) => format.compact(total)}
    >
      {(makeUp) => <MakeUp makeUp={makeUp} onMessage={onMessage} />}
    </EvidenceSection>
  )
}

export interface MakeUpProps {
  readonly makeUp: ContextMakeUp
  readonly onMessage: (position: number) => void
}

export function MakeUp({ makeUp, onMessage }: MakeUpProps) {
  const { parts, since, cacheShare, sentence } = makeUp
  return (
    <>
      <div className="make-up-bar" aria-hidden="true">
        {parts.map(({ name, share }) => (
          <span key={name} data-part={name} style={{ '--share': share }} />
        ))}
      </div>
      <ul className="make-up">
        {parts.map(({ name, tokens, share }) => (
          <li key={name}>
            <span className="make-up-mark" data-part={name} aria-hidden="true" />
            <span>{PART_WORDS[name]}</span>
            <span className="number">≈{format.compact(tokens)}</span>
            <span className="number make-up-share">{format.percent(share)}</span>
          </li>
        ))}
      </ul>
      <p className="details-note">
        {oneLine(sentence)}
        {cacheShare !== null && ` ${format.percent(cacheShare)} of the last input came from the cache.`}
        {since !== null && (
          <>
            {' '}
            <button type="button" className="link-button" onClick={() => onMessage(since)}>
              Since the last compaction
            </button>
          </>
        )}
      </p>
    </>
  )
}
