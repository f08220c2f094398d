import { SaveIcon } from '../../ui/icons.tsx'
import { useSessionActions, useSessions } from './session-context.ts'

/** Saves the context of a session as a file, in the head of what shows that session. */
export function SaveContextButton({ sessionId }: { readonly sessionId: string }) {
  const isRunning = useSessions(({ saving }) => saving?.kind === 'running')
  const { saveContext } = useSessionActions()
  return (
    <button
      type="button"
      className="icon-button"
      disabled={isRunning}
      aria-label="Save the context as a file"
      title="Save the context as a file: JSON, with its conversation, without secrets"
      onClick={() => void saveContext(sessionId)}
    >
      <SaveIcon />
    </button>
  )
}
