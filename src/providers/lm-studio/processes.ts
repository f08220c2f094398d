import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

/** The app (by its names on macOS and Windows, and on Linux), and what runs without a window. */
const SERVERS = ['LM Studio', 'lm-studio', 'llmster']

/** LM Studio's own processes of the same name, which Electron starts, belong to the one above them. */
export function matchLmStudioProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  if (process.zombie || !isServer(process) || (parent && isServer(parent))) return undefined
  if (process.argv.some((argument) => argument.startsWith('--type='))) return undefined
  return { role: 'host', sessionHint: undefined }
}

function isServer({ exe, argv: [called] }: ProcessInfo): boolean {
  return SERVERS.includes(programName(exe ?? called ?? ''))
}
