import { useState } from 'react'

/** Ids that mean the same in every shell; any other could be more than a word there. */
const PLAIN_ID = /^[A-Za-z0-9][\w:.-]*$/

export interface CopyCommandProps {
  readonly sessionId: string
  /** What the command does, as the button says it. */
  readonly label: string
}

/** The terminal's command that exports a session: the page itself writes no files. `null` where the id needs quoting. */
export function exportCommand(sessionId: string): string | null {
  return PLAIN_ID.test(sessionId) ? `llm-session export ${sessionId} -o session.json` : null
}

/** Copies the command, and shows it where the browser does not let the page copy. */
export function CopyCommand({ sessionId, label }: CopyCommandProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const command = exportCommand(sessionId)
  if (command === null) return null
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command)
      setOutcome('copied')
    } catch {
      setOutcome('refused')
    }
  }
  return (
    <span className="copy-command">
      <button type="button" className="link-button" title={command} onClick={() => void copy()}>
        {outcome === 'copied' ? 'Copied: run it in a terminal' : label}
      </button>
      {outcome === 'refused' && <code className="command">{command}</code>}
    </span>
  )
}
