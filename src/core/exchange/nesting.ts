const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Whether braces, brackets and blocks of a JSON or YAML text nest deeper than `levels`. Asked before a parser is, for
 * parsers call themselves at each level and end with a full stack. Text between double quotes does not count; that of
 * other scalars does, which only ever counts too much.
 */
export function nestsDeeperThan(text: string, levels: number): boolean {
  return hasDeepBrackets(text, levels) || hasDeepBlocks(text, levels)
}

function hasDeepBrackets(text: string, levels: number): boolean {
  // Only these are of interest; most of an exported context is between quotes.
  const marks = /["{}[\]]/g
  let depth = 0
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const character = mark[0]
    if (character === '"') marks.lastIndex = afterString(text, mark.index + 1)
    else if (character === '{' || character === '[') {
      depth++
      if (depth > levels) return true
    } else depth = Math.max(0, depth - 1)
  }
  return false
}

/** Index behind the quote that ends a string; the end of the text where none does. */
function afterString(text: string, start: number): number {
  for (let index = start; ; index++) {
    index = text.indexOf('"', index)
    if (index === -1) return text.length
    let slashes = 0
    while (text.charCodeAt(index - 1 - slashes) === BACKSLASH && index - 1 - slashes >= start) slashes++
    if (slashes % 2 === 0 && text.charCodeAt(index) === QUOTE) return index + 1
  }
}

/** Blocks of YAML: `- - - - -` on one line, each a level. Those of many lines the parser bears. */
function hasDeepBlocks(text: string, levels: number): boolean {
  return new RegExp(`(?:^|\\n) *(?:[-?] +){${levels + 1}}`).test(text)
}
