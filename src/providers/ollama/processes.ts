import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

/** `start` is another name of `serve`. */
const SERVES = ['serve', 'start']

/**
 * Ollama's server. The programs that run its models (`ollama runner`), a person's chat with one (`ollama run`) and the
 * apps of macOS and Windows that start the server all go through it.
 */
export function matchOllamaProcess({ exe, argv, zombie }: ProcessInfo): ProcessMatch | undefined {
  const [called = '', command = ''] = argv
  if (zombie || programName(exe ?? called) !== 'ollama' || !SERVES.includes(command)) return undefined
  return { role: 'host', sessionHint: undefined }
}
