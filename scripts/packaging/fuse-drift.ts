import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FUSES } from './fuses.ts'

/** Fuses of a packed program that do not stand as they are fixed, by name; empty where all nine do. */
export async function fuseDrift(program: string): Promise<readonly string[]> {
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(program)) }
  return Object.entries(FuseV1Options).flatMap(([name, option]) => {
    if (typeof option !== 'number') return []
    const expected = FUSES[option] ? FuseState.ENABLE : FuseState.DISABLE
    return wire[option] === expected ? [] : [name]
  })
}
