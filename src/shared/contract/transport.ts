/** Names that both ends of a transport must spell alike. */

/** HTTP: `POST /rpc/<path of the procedure>`. */
export const RPC_PATH = '/rpc'

/** WebSocket: where the page asks for the upgrade. */
export const SOCKET_PATH = '/ws'

/** The subprotocol that the server selects. The number changes with the messages. */
export const SOCKET_PROTOCOL = 'llm-session.v1'

/**
 * A second subprotocol carries the token behind this prefix, because a page cannot set headers on an upgrade.
 * The server never selects it, so that no response repeats the token.
 */
export const TOKEN_PROTOCOL_PREFIX = 'llm-session.token.'

/** The URL for the person carries the token as `#token=…`: a fragment is never sent to a server. */
export const TOKEN_FRAGMENT_KEY = 'token'

/** Beside the token, the place of the page that a link leads to: `/session/…`, as the page itself writes it. */
export const PLACE_FRAGMENT_KEY = 'at'

/** What the preload posts to its own window, together with exactly one port. */
export const PORT_HANDOVER = 'llm-session.contract-port'
