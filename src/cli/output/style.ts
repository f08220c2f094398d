/** How a piece of text is to look. The same names for every theme a terminal may have. */
export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'warn' | 'bad' | 'info'

const CODES: Readonly<Record<Exclude<Tone, 'plain'>, readonly [number, number]>> = {
  dim: [2, 22],
  bold: [1, 22],
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
  info: [36, 39],
}

export type Paint = (tone: Tone, text: string) => string

/** Colours only where a person looks: on a terminal that is not dumb, and not against NO_COLOR. */
export function paintFor(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const wanted = forced || (stream.isTTY === true && env.TERM !== 'dumb')
  const refused = env.NO_COLOR !== undefined && env.NO_COLOR !== ''
  if (!wanted || refused) return (_tone, text) => text
  return (tone, text) => {
    if (tone === 'plain' || text === '') return text
    const [on, off] = CODES[tone]
    return `\u001b[${on}m${text}\u001b[${off}m`
  }
}
