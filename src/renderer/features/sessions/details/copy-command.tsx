import { useState } from 'react'

/** Words that mean the same in every shell; any other could be more than a word there. */
const PLAIN_WORD = /^[A-Za-z0-9][\w:.-]*$/

export interface CopyCommandProps {
  readonly command: string
  /** What the button says: that it copies, and what the command does. */
  readonly label: string
}

/** The terminal's command that goes on with a session in a new one of an assistant. `null` where a name needs quoting. */
export function handOffCommand(sessionId: string, assistant: string): string | null {
  const isPlain = PLAIN_WORD.test(sessionId) && PLAIN_WORD.test(assistant)
  return isPlain ? `llm-session handoff ${sessionId} --to ${assistant}` : null
}

/** Copies a command, and shows it where the browser does not let the page copy. */
export function CopyCommand({ command, label }: CopyCommandProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command)
      setOutcome('copied')
    } catch {
      setOutcome('refused')
    }
  }
  return (
    <>
      <button type="button" className="link-button" title={command} onClick={() => void copy()}>
        {outcome === 'copied' ? 'Copied: run it in a terminal' : label}
      </button>
      {outcome === 'refused' && <code className="command">{command}</code>}
    </>
  )
}
