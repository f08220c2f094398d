import type { SessionDetail } from '../../../../shared/contract/index.ts'
import { format } from '../../../ui/format.ts'
import { oneLine } from '../session-title.ts'
import { Section } from './section.tsx'

/** The files that the session was read from. */
export function SourcesSection({ detail }: { readonly detail: SessionDetail }) {
  return (
    <Section title="Sources" aside={format.exact(detail.transcripts.length)}>
      <ul className="file-list">
        {detail.transcripts.map((transcript) => (
          <li key={transcript.path}>
            <code className="path">{oneLine(transcript.path)}</code>
            <span className="fact-source">
              {format.compact(transcript.sizeBytes)} bytes, {format.exact(transcript.linesRead)} lines
              {skippedWords(transcript.linesSkipped)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The files that it worked on. */
export function FilesSection({ detail }: { readonly detail: SessionDetail }) {
  if (detail.files.length === 0) return null
  return (
    <Section title="Files" aside={format.exact(detail.files.length)}>
      <ul className="file-list">
        {detail.files.map((file) => (
          <li key={file.path}>
            <code className="path">{oneLine(file.path)}</code>
            <span className="fact-source">
              {format.exact(file.reads)} reads, {format.exact(file.writes)} writes
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function skippedWords(linesSkipped: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(linesSkipped).map(
    ([reason, lines]) => `${format.exact(lines)} ${oneLine(reason)}`,
  )
  return reasons.length === 0 ? '' : `; skipped: ${reasons.join(', ')}`
}
