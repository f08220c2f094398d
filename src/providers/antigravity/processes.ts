import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import { isEditorWindow } from '../editor-window.ts'
import type { ProcessMatch } from '../provider.ts'

const EDITOR = /^[Aa]ntigravity(?:-ide)?$/
const COMMAND_LINE = 'agy'
/** What the command line answers without a conversation. */
const ANSWERS_AND_ENDS: ReadonlySet<string> = new Set(['-h', '--help', '-v', '--version'])
const OTHER_COMMANDS: ReadonlySet<string | undefined> = new Set([
  'help',
  'login',
  'logout',
  'update',
  'version',
])

/** The command line runs one conversation; the editor's main process hosts those of all its windows. */
export function matchAntigravityProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  if (programName(process.exe ?? called) === COMMAND_LINE) {
    const isOther = OTHER_COMMANDS.has(args[0]) || args.some((arg) => ANSWERS_AND_ENDS.has(arg))
    return isOther ? undefined : { role: 'session', sessionHint: undefined }
  }
  const isWindow = isEditorWindow(process, parent, (path) => EDITOR.test(programName(path)))
  return isWindow ? { role: 'host', sessionHint: undefined } : undefined
}
