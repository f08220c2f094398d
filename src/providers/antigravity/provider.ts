import type { Provider } from '../provider.ts'
import { antigravityParser } from './parser.ts'
import { antigravityTranscript } from './places.ts'
import { presence } from './presence.ts'

/** Antigravity, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: antigravityTranscript,
  parser: antigravityParser,
}
