import { createHash, timingSafeEqual } from 'node:crypto'

/** The secret of one launch. Whoever shows it is the person who started the server. */
export interface LaunchToken {
  /** 43 or more base64url characters. Handed to the person only; never logged, never part of a response. */
  readonly value: string
  /** Takes the same time for every wrong candidate of whatever length. */
  readonly matches: (candidate: string) => boolean
  /** Takes the token out of a text that a stranger chose and we are about to log. */
  readonly redact: (text: string) => string
}

/** Bytes of randomness in a token that we make. */
const TOKEN_BYTES = 32

/** 32 bytes are 43 characters; a token that a host brings along may not be weaker. */
const TOKEN_FORMAT = /^[A-Za-z0-9_-]{43,256}$/

export function createLaunchToken(randomBytes: (size: number) => Uint8Array): LaunchToken {
  return launchTokenFrom(Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url'))
}

/** Throws on a value that is too short or cannot stand in a header and a subprotocol. */
export function launchTokenFrom(value: string): LaunchToken {
  if (!TOKEN_FORMAT.test(value)) throw new Error('A launch token is 43 to 256 base64url characters.')
  const expected = sha256(value)
  return {
    value,
    matches: (candidate) => timingSafeEqual(sha256(candidate), expected),
    redact: (text) => text.replaceAll(value, '[token]'),
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
