import type { ReactElement } from 'react'
import type { Recommendation, Session } from '../../../../shared/contract/index.ts'
import { ARCHIVED_TAG } from '../../../../shared/domain/put-away.ts'
import { useSessionActions, useSessions } from '../session-context.ts'
import { CopyCommand, handOffCommand } from './copy-command.tsx'

interface ActionProps {
  readonly session: Session
}

type Action = keyof typeof DRAWN_ACTIONS

const DRAWN_ACTIONS = {
  save: SaveContext,
  'hand-off': HandOff,
  'put-away': PutAway,
  project: ShowProject,
} satisfies Readonly<Record<string, (props: ActionProps) => ReactElement | null>>

/** What helps to follow each kind of advice, from this page. */
const ACTIONS: Readonly<Record<Recommendation['kind'], readonly Action[]>> = {
  'export-and-restart': ['save', 'hand-off'],
  'long-running': ['save', 'hand-off'],
  'close-idle': ['save'],
  archive: ['save', 'put-away'],
  merge: ['project'],
}

export interface AdviceActionsProps extends ActionProps {
  readonly kind: Recommendation['kind']
}

export function AdviceActions({ kind, session }: AdviceActionsProps) {
  return (
    <span className="advice-actions">
      {ACTIONS[kind].map((action) => {
        const DrawnAction = DRAWN_ACTIONS[action]
        return <DrawnAction key={action} session={session} />
      })}
    </span>
  )
}

function SaveContext({ session }: ActionProps) {
  const isRunning = useSessions(({ saving }) => saving?.kind === 'running')
  const { saveContext } = useSessionActions()
  return (
    <button
      type="button"
      className="link-button"
      disabled={isRunning}
      title="As JSON, with its conversation, without secrets"
      onClick={() => void saveContext(session.id)}
    >
      Save its context as a file
    </button>
  )
}

/** Assistants are started in a terminal: the page can only give its command. */
function HandOff({ session }: ActionProps) {
  const isStartable = useSessions(
    ({ info }) => info?.providers.find(({ id }) => id === session.provider)?.startable === true,
  )
  const command = isStartable ? handOffCommand(session.id, session.provider) : null
  return command === null ? null : (
    <CopyCommand command={command} label="Copy the command that hands it off" />
  )
}

function PutAway({ session }: ActionProps) {
  const { tag, untag } = useSessionActions()
  const isAway = session.tags.includes(ARCHIVED_TAG)
  return (
    <button
      type="button"
      className="link-button"
      title={`It is then among all sessions, with the tag ${ARCHIVED_TAG}`}
      onClick={() => void (isAway ? untag : tag)(session.id, ARCHIVED_TAG)}
    >
      {isAway ? 'Put it back among the recent ones' : 'Put it away'}
    </button>
  )
}

function ShowProject({ session: { project } }: ActionProps) {
  const { clearFilter, setFilter, show } = useSessionActions()
  if (project === null) return null
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => {
        clearFilter()
        setFilter({ project })
        show({ kind: 'sessions' })
      }}
    >
      Show the sessions of its project
    </button>
  )
}
