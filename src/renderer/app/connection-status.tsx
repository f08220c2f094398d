import { format } from '../ui/format.ts'
import { useSessions } from '../features/sessions/session-context.ts'

/** Whether what the page shows is up to date, and of when it is. */
export function ConnectionStatus() {
  const connection = useSessions((state) => state.connection)
  const generatedAt = useSessions((state) => state.generatedAt)
  const asOf = generatedAt === null ? null : format.clockTime(generatedAt)
  return (
    <div className="connection" role="status" data-kind={connection.kind}>
      <span className="connection-dot" aria-hidden="true" />
      {connection.kind === 'live' && <span>live</span>}
      {connection.kind === 'connecting' && <span>connecting…</span>}
      {connection.kind === 'no-token' && <span>no key</span>}
      {connection.kind === 'lost' && (
        <span title={connection.reason}>
          lost since {format.clockTime(connection.since)}
          <span className="connection-hope">, trying again</span>
        </span>
      )}
      {asOf !== null && (
        <span className="as-of" aria-hidden={connection.kind === 'live'}>
          as of <time>{asOf}</time>
        </span>
      )}
    </div>
  )
}
