/**
 * Splits a command as `ps` shows it: the arguments joined by spaces, so that where one ends can no longer be
 * told. The rule: every run of spaces is a border, but not inside the program's own path. Where a command
 * begins with a path, the program is its shortest beginning that ends before a space and is a file
 * (`/Users/x/Library/Application Support/…/claude --resume`), and its first word where there is none.
 */
export function splitJoinedArguments(command: string, isFile: (path: string) => boolean): readonly string[] {
  const program = command.startsWith('/') ? programPath(command, isFile) : undefined
  return program === undefined ? words(command) : [program, ...words(command.slice(program.length))]
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '')
}

function programPath(command: string, isFile: (path: string) => boolean): string | undefined {
  for (let end = command.indexOf(' '); end !== -1; end = command.indexOf(' ', end + 1)) {
    const path = command.slice(0, end)
    if (isFile(path)) return path
  }
  return isFile(command) ? command : undefined
}

/**
 * Splits a Windows command line as programs there do (`CommandLineToArgvW`): spaces and tabs outside of
 * double quotes are borders; before a quote two backslashes stand for one, and an odd one makes the quote a
 * letter.
 */
export function splitWindowsCommandLine(commandLine: string): readonly string[] {
  const args: string[] = []
  const token = /(\\*)(")|(\\+)|([ \t]+)|([^\\" \t]+)/g
  let current: string | undefined
  let quoted = false
  for (const [text, slashes, quote, , space] of commandLine.matchAll(token)) {
    if (quote !== undefined && slashes !== undefined) {
      current = (current ?? '') + '\\'.repeat(Math.floor(slashes.length / 2))
      if (slashes.length % 2 === 1) current += '"'
      else quoted = !quoted
    } else if (space !== undefined && !quoted) {
      if (current !== undefined) args.push(current)
      current = undefined
    } else {
      current = (current ?? '') + text
    }
  }
  return current === undefined ? args : [...args, current]
}
