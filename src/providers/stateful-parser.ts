import type { z } from 'zod'
import type { LineOutcome } from '../shared/domain/transcript.ts'
import type { LineParser } from './provider.ts'

/** Reads the line `block[start, end)`, and keeps in the state what later lines have to know. */
export type TakeLine<State> = (state: State, block: Buffer, start: number, end: number) => LineOutcome

/**
 * A parser that remembers nothing but its state, which is plain JSON and the checkpoint as well. Throws where the
 * checkpoint is not of that schema: another parser made it.
 */
export function statefulParser<State>(
  schema: z.ZodType<State>,
  initial: () => State,
  checkpoint: unknown,
  takeLine: TakeLine<State>,
): LineParser {
  const state = checkpoint === undefined ? initial() : schema.parse(checkpoint)
  return {
    line: (block, start, end) => takeLine(state, block, start, end),
    // A copy, which later lines do not change.
    checkpoint: (): unknown => JSON.parse(JSON.stringify(state)),
  }
}
