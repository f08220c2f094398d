/** What stands for a secret that is elsewhere: a variable, a type, a hole to fill in. */
const STAND_IN =
  /^(?:\$|%[A-Z_]+%|<|\{|\[|\*{3,}|x{4,}$|\.{3}|#|@|process\.|os\.|env\.|import\.|config\.|settings\.|self\.|this\.|secrets\.|vars\.|args\.|options\.|ctx\.|req\.|res\.)|\$\{|\{\{|\(\)?|=>|\.\.\.|redacted|example|placeholder|changeme|your[-_]|dummy|undefined|^(?:null|none|true|false|string|number|boolean|required|optional|password|secret|token|unknown|any|void|text|bytes|buffer|object)\b/i

const BITS_OF_RANDOM_TEXT = 3

/**
 * Says whether what is assigned to a name like `password` is itself the secret. Code speaks of secrets all the time:
 * types, variables, counts of tokens; a secret has letters and digits in no order that a name has.
 */
export function looksLikeSecret(value: string): boolean {
  if (value.length < 6 || STAND_IN.test(value)) return false
  // A number, a date, a version, a share: `max_tokens: 200000`.
  if (/^[\d.,:_/-]+[a-z%]{0,2}$/i.test(value)) return false
  // A path, an address without a password, a file's name.
  if (/^(?:~?\/|\.{1,2}\/|[a-z]:\\|https?:)/i.test(value)) return false
  const hasDigit = /\d/.test(value)
  const hasLetter = /[a-z]/i.test(value)
  const hasSign = /[^a-z0-9_.-]/i.test(value)
  // Words joined in any style are names: `sessionToken`, `token_count`, `auth.refresh-token`.
  if (!hasDigit && !hasSign) return isScrambled(value)
  if (!hasLetter) return false
  // A name with a number: `token2`, `key_v1`, `sha256`.
  if (/^[a-z]+(?:[_.-][a-z]+)*[_.-]?v?\d{1,3}$/i.test(value)) return false
  return entropyOf(value) >= Math.min(BITS_OF_RANDOM_TEXT, Math.log2(value.length) - 0.6)
}

/** Letters alone, in no case that a name is written in. */
function isScrambled(letters: string): boolean {
  const changes = letters.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0
  return letters.length >= 20 && !/[_.-]/.test(letters) && changes >= letters.length / 5
}

/** Bits in each character (Shannon). */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
