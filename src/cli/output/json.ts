const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * JSON for scripts that a terminal cannot be steered by: control characters, and those that hide or reorder text, stand
 * escaped. It means the same to whoever reads JSON. Indented for people; on one line it is made in two thirds of the time.
 */
export function printableJson(
  value: unknown,
  { indented = true }: { readonly indented?: boolean } = {},
): string {
  if (!indented) return JSON.stringify(value).replace(UNSAFE, escaped)
  return escapedJson(JSON.stringify(value, null, 2))
}

/** The same for a text of JSON. */
export function escapedJson(json: string): string {
  // In two steps, for line feeds are to stay: looking at each of them takes longer than all of `stringify`.
  return json.replace(/[^\n -~]+/g, (text) => text.replace(UNSAFE, escaped))
}

function escaped(character: string): string {
  let text = ''
  for (let index = 0; index < character.length; index++)
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return text
}
