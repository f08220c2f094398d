import { useMemo } from 'react'
import { format } from '../../ui/format.ts'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { useSessions } from '../sessions/session-context.ts'
import { SourceList } from '../sessions/source-list.tsx'
import { foundByAssistant } from './found-by-assistant.ts'

/** What was found of each assistant, what could not be read and why, and where nothing was. */
export function FoundList() {
  const sources = useSessions((state) => state.sources)
  const known = useSessions((state) => state.info?.providers)
  const { found, absent } = useMemo(() => foundByAssistant(sources), [sources])
  const nameOf = (id: string): string => known?.find((provider) => provider.id === id)?.name ?? id
  const nowhere = sources.filter(({ status }) => status === 'absent')
  return (
    <div className="found">
      <ul className="found-list">
        {found.map(({ provider, transcripts, troubled }) => (
          <li key={provider}>
            <SessionProvider provider={provider} />
            <span className="found-name">{nameOf(provider)}</span>
            <span className="found-count">
              {format.exact(transcripts)} {transcripts === 1 ? 'transcript' : 'transcripts'}
            </span>
            {troubled.length > 0 && <SourceList sources={troubled} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="found-none">No assistant has left a session in this home yet.</p>}
      {absent.length > 0 && (
        <details className="found-absent">
          <summary>
            No trace of {format.exact(absent.length)} other {absent.length === 1 ? 'assistant' : 'assistants'}
            : {absent.map(nameOf).join(', ')}
          </summary>
          <SourceList sources={nowhere} />
        </details>
      )}
    </div>
  )
}
