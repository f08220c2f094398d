import type { Session } from '../../../../shared/contract/index.ts'
import { format, NO_VALUE } from '../../../ui/format.ts'
import { Age } from '../session-row.tsx'
import { oneLine } from '../session-title.ts'
import { SessionLink } from './advice-section.tsx'
import { Facts, Section } from './section.tsx'

const CERTAINTY_WORDS: Readonly<Record<Session['certainty'], string>> = {
  certain: 'certainly runs it',
  probable: 'probably runs it',
  recent: 'not seen, but it was active just now',
  none: 'none',
}

/** Everything else that is known of a session and does not need its transcripts. */
export function FactsSection({ session }: { readonly session: Session }) {
  const text = (value: string | null): string => (value === null ? NO_VALUE : oneLine(value))
  return (
    <Section title="Session">
      <Facts
        facts={[
          ['Model', text(session.model)],
          ['Assistant', `${session.provider} ${text(session.assistantVersion)}`],
          ['Folder', <code key="cwd">{text(session.cwd)}</code>],
          ['Branch', text(session.gitBranch)],
          ['Process', processOf(session)],
          ['Started', format.dateTime(session.startedAt)],
          ['Lasted', format.duration(session.durationMs)],
          ['Last active', <Age key="age" at={session.lastActivityAt} />],
          ['Messages', format.exact(session.messages)],
          ['Tool calls', `${format.exact(session.toolCalls)}, ${format.exact(session.toolErrors)} failed`],
          ['Errors', `${format.exact(session.errors)}, ${format.exact(session.retries)} retries`],
          ['Interruptions', format.exact(session.interruptions)],
          ['Sub-agents', format.exact(session.subagents)],
          ...(session.forkedFrom === null
            ? []
            : [['Copied from', <SessionLink key="fork" id={session.forkedFrom} />] as const]),
        ]}
      />
    </Section>
  )
}

function processOf({ pid, certainty }: Session): string {
  return pid === null ? CERTAINTY_WORDS[certainty] : `${pid}, ${CERTAINTY_WORDS[certainty]}`
}
