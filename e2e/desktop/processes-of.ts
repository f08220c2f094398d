import { readdirSync, readFileSync } from 'node:fs'

/** Command lines of the processes that were started with this data folder in their environment. */
export function processesOf(dataFolder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => textOf(`/proc/${pid}/environ`).split('\0').includes(`LLM_SESSION_HOME=${dataFolder}`))
    .map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
}

/** Empty for a process that has ended meanwhile or may not be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
