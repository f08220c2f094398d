import type { Source } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { oneLine } from './session-title.ts'
import { SessionProvider } from './session-provider.tsx'

const STATUS_WORDS: Readonly<Record<Source['status'], string>> = {
  ok: 'read',
  absent: 'not there',
  partial: 'partly read',
  unreadable: 'cannot be read',
}

/** Every place where sessions were looked for, and what came of it. */
export function SourceList({ sources }: { readonly sources: readonly Source[] }) {
  return (
    <ul className="source-list">
      {sources.map((source) => (
        <li key={`${source.provider} ${source.path}`} className="source" data-status={source.status}>
          <SessionProvider provider={source.provider} />
          <code className="path">{oneLine(source.path)}</code>
          <span className="source-status">{STATUS_WORDS[source.status]}</span>
          <span className="source-files number">{filesOf(source)}</span>
          {source.problems.map((problem) => (
            <span key={problem.path} className="source-problem">
              <code className="path">{oneLine(problem.path)}</code> {oneLine(problem.reason)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

function filesOf(source: Source): string {
  if (source.status === 'absent') return ''
  return `${format.exact(source.files)} ${source.files === 1 ? 'transcript' : 'transcripts'}`
}

/** Those of which something could not be read. */
export function troubledSources(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ status }) => status === 'partial' || status === 'unreadable')
}
