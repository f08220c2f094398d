import { completionScript, type Shell } from '../completion-script.ts'
import { buildProgram } from '../program.ts'
import type { Terminal } from '../terminal.ts'

/** Prints a script for a shell to read; see the script's first line. */
export function completion(terminal: Terminal, shell: Shell): void {
  terminal.raw(completionScript(buildProgram(terminal), shell))
}
