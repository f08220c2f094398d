/**
 * JSON for scripts that a terminal cannot be steered by: control characters, and those that hide or reorder text, stand
 * escaped. It means the same to whoever reads JSON.
 */
export function printableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return text.replace(/[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--\n]/gv, escaped)
}

function escaped(character: string): string {
  let text = ''
  for (let index = 0; index < character.length; index++)
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return text
}
