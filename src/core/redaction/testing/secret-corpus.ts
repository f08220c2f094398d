import { seededRandom } from '../../store/testing/seeded-random.ts'

export interface SecretSample {
  readonly kind: string
  readonly encoding: string
  readonly text: string
  /** What must not be left of it. */
  readonly secret: string
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const ALNUM = LOWER + UPPER + DIGITS
const BASE64URL = `${ALNUM}-_`

/** Made-up secrets of many kinds, each as text of many kinds holds it. Nothing of it was ever valid. */
export function secretCorpus(count: number, seed: number): SecretSample[] {
  const random = seededRandom(seed)
  const of = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[random(alphabet.length)]).join('')
  /** Letters and digits in any mixture, never one alone. */
  const mixed = (length: number) => `${of(LOWER, 1)}${of(DIGITS, 1)}${of(UPPER, 1)}${of(ALNUM, length - 3)}`
  const kinds: readonly (readonly [string, () => string])[] = [
    ['aws', () => `AKIA${of(`${UPPER}234567`, 16)}`],
    ['github', () => `ghp_${of(ALNUM, 36)}`],
    ['github-fine', () => `github_pat_${of(ALNUM, 22)}_${of(ALNUM, 59)}`],
    ['gitlab', () => `glpat-${of(BASE64URL, 19)}${of(ALNUM, 1)}`],
    ['anthropic', () => `sk-ant-api03-${of(BASE64URL, 92)}${of(ALNUM, 1)}`],
    ['openai', () => `sk-proj-${of(ALNUM, 74)}`],
    ['openai-old', () => `sk-${of(ALNUM, 48)}`],
    ['google', () => `AIza${of(ALNUM, 35)}`],
    ['slack', () => `xoxb-${of(DIGITS, 12)}-${of(DIGITS, 12)}-${of(ALNUM, 24)}`],
    ['stripe', () => `sk_live_${of(ALNUM, 24)}`],
    ['npm', () => `npm_${of(ALNUM, 36)}`],
    ['sendgrid', () => `SG.${of(ALNUM, 22)}.${of(ALNUM, 43)}`],
    ['huggingface', () => `hf_${of(LOWER + UPPER, 34)}`],
    ['digitalocean', () => `dop_v1_${of(HEX, 64)}`],
    ['twilio', () => `SK${of(HEX, 32)}`],
    ['shopify', () => `shpat_${of(HEX, 32)}`],
    ['databricks', () => `dapi${of(HEX, 32)}`],
    ['telegram', () => `${of('123456789', 10)}:AA${of(ALNUM, 33)}`],
    ['vault', () => `hvs.${of(ALNUM, 90)}`],
    ['jwt', () => `eyJhbGciOiJIUzI1NiJ9.eyJ${of(ALNUM, 40)}.${of(ALNUM, 43)}`],
    ['linear', () => `lin_api_${of(ALNUM, 40)}`],
    ['docker', () => `dckr_pat_${of(ALNUM, 27)}`],
    ['pypi', () => `pypi-AgEIcHlwaS5vcmc${of(BASE64URL, 120)}${of(ALNUM, 1)}`],
    ['grafana', () => `glsa_${of(ALNUM, 32)}_${of(HEX, 8)}`],
  ]
  /** Spellings that have no mark of their own: only what they are assigned to tells. */
  const passwords: readonly (readonly [string, () => string])[] = [
    ['password', () => `${mixed(11)}!${of(ALNUM, 3)}`],
    ['random-key', () => mixed(40)],
    ['hex-key', () => `${of('abcdef', 3)}${of(HEX, 26)}${of(DIGITS, 3)}`],
  ]
  const anywhere: readonly (readonly [string, (secret: string) => string])[] = [
    ['prose', (secret) => `Use ${secret} to log in, it is the one from yesterday.`],
    ['command', (secret) => `curl -H 'X-Auth: ${secret}' https://example.org/v1`],
    ['json', (secret) => JSON.stringify({ type: 'text', text: `it printed ${secret}\nand ended` })],
    ['json in json', (secret) => JSON.stringify({ content: JSON.stringify({ value: secret }) })],
    ['address', (secret) => `https://example.org/cb?code=${encodeURIComponent(secret)}&next=%2F`],
    ['base64', (secret) => `data: ${Buffer.from(`token=${secret}\n`).toString('base64')}`],
    ['log', (secret) => `2026-11-21T09:00:00Z INFO sent key="${secret}" in 12 ms`],
  ]
  const assigned: readonly (readonly [string, (secret: string) => string])[] = [
    ['environment', (secret) => `export DB_PASSWORD=${secret}`],
    ['yaml', (secret) => `  client_secret: ${secret}`],
    ['quoted', (secret) => `const apiKey = '${secret}'`],
    ['json', (secret) => JSON.stringify({ user: 'ada', password: secret })],
    ['json in json', (secret) => JSON.stringify({ content: JSON.stringify({ access_token: secret }) })],
    ['address', (secret) => `postgres://ada:${encodeURIComponent(secret)}@db.example.org:5432/shop`],
    ['query', (secret) => `GET /callback?access_token=${encodeURIComponent(secret)}&state=1`],
    ['header', (secret) => `Authorization: Bearer ${secret.replaceAll('!', 'x')}`],
    ['basic', (secret) => `Authorization: Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`],
    ['option', (secret) => `mysql --user ada --password=${secret} shop`],
  ]
  return Array.from({ length: count }, (_, index) => {
    const isToken = index % 3 !== 0
    const [kind, make] = pick(isToken ? kinds : passwords, random)
    const [encoding, write] = pick(isToken ? anywhere : assigned, random)
    const secret = make()
    return { kind, encoding, text: write(secret), secret: shownAs(secret, encoding) }
  })
}

function pick<T>(list: readonly T[], random: (below: number) => number): T {
  const found = list[random(list.length)]
  if (found === undefined) throw new Error('an empty list')
  return found
}

/** The longest part of a secret that stands in its text as it is, whatever it was wrapped in. */
function shownAs(secret: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(`token=${secret}\n`).toString('base64').slice(8, 40)
  if (encoding === 'basic') return Buffer.from(`ada:${secret}`).toString('base64').slice(6)
  return secret.split('!')[0] ?? secret
}
