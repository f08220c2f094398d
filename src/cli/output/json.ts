const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * JSON for scripts that a terminal cannot be steered by: control characters, and those that hide or reorder text, stand
 * escaped. It means the same to whoever reads JSON.
 */
export function printableJson(value: unknown): string {
  // Two steps, for most text is ASCII and looking each character up takes longer than all of `stringify`.
  return JSON.stringify(value, null, 2).replace(/[^\n -~]+/g, (text) => text.replace(UNSAFE, escaped))
}

function escaped(character: string): string {
  let text = ''
  for (let index = 0; index < character.length; index++)
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return text
}
