import type { ProcessInfo } from '../shared/domain/process.ts'

/** Chromium names the kind of each helper. On Linux it rewrites a helper's arguments into a single one. */
const HELPER_TYPE = /(?:^|\s)--type=/
/** An editor's command runs this script in the editor's program, hands its arguments over and ends. */
const COMMAND_SCRIPT = /[\\/]out[\\/]cli\.js$/

/**
 * True for the main process of an editor that is made from VS Code; `isProgram` tells its program by path. Everything else
 * that runs the same program is a helper: a process of Chromium's, or a script (an extension host, a language server) that
 * one of the editor's own processes started.
 */
export function isEditorWindow(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
  isProgram: (path: string) => boolean,
): boolean {
  const runsEditor = ({ exe, argv, zombie }: ProcessInfo): boolean => {
    const called = exe ?? argv[0]
    return !zombie && called !== undefined && isProgram(called)
  }
  if (!runsEditor(process) || (parent !== undefined && runsEditor(parent))) return false
  const isHelper = process.argv.some((word) => HELPER_TYPE.test(word))
  return !isHelper && !process.argv.slice(1).some((word) => COMMAND_SCRIPT.test(word))
}
