const PROMPT = /^####(?: (.*))?$/
/** Aider ends each line of a prompt, and each note, with a hard break; headings of an answer have none. */
const HARD_BREAK = /  $/
/** Commands that ask the model something; any other only works on the chat. */
const ASKING_COMMAND = /^\/(?:ask|code|architect|context|help)\s+\S/
const COMMAND = /^[/!]/
const MODEL = /^(?:Main model|Models?): (\S+) with .*\bedit format/
const RETRYING = /^Retrying in [\d.]+ seconds/
const STOPPED = /^\^C (?:again to exit|KeyboardInterrupt)$/

/** True where a person has asked for anything in the chat. */
export function hasPrompt(text: string): boolean {
  const lines = linesOf(text)
  return [...promptLines(lines)].some((index) => isAsking(promptText(lines[index] ?? '')))
}

/** Lines without their ends. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

/**
 * Which lines are a person's. Where something has removed the spaces at the ends of lines, an answer's headings look
 * like prompts: there only the first such lines behind an answer's notes count.
 */
export function promptLines(lines: readonly string[]): ReadonlySet<number> {
  const marked = lines.flatMap((line, index) => (PROMPT.test(line) ? [index] : []))
  const broken = marked.filter((index) => HARD_BREAK.test(lines[index] ?? ''))
  if (broken.length > 0) return new Set(broken)
  const found = new Set<number>()
  let isInAnswer = false
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('> ')) isInAnswer = false
    else if (!PROMPT.test(line)) isInAnswer ||= line !== ''
    else if (!isInAnswer) found.add(index)
  }
  return found
}

/** True where a prompt asks the model something. */
export function isAsking(prompt: string): boolean {
  if (prompt === '' || prompt === '<blank>') return false
  return !COMMAND.test(prompt) || ASKING_COMMAND.test(prompt)
}

/** What stands behind the mark of a prompt's line. */
export function promptText(line: string): string {
  return PROMPT.exec(line.trimEnd())?.[1] ?? ''
}

/** The model that a note says will answer. */
export function modelIn(note: string): string | undefined {
  return MODEL.exec(note)?.[1]
}

/** True for the note that the request that failed before it is tried again. */
export function isRetrying(note: string): boolean {
  return RETRYING.test(note)
}

/** True for the note that a person pressed the keys that stop an answer, or ask whether to leave. */
export function isStopped(note: string): boolean {
  return STOPPED.test(note)
}
