import { z } from 'zod'
import { parseLeniently } from '../../core/settings/parse-leniently.ts'
import { preferencesSchema } from '../../shared/contract/desktop.ts'

/** Where a window was, in points of the screen. */
export const windowPlaceSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(380).max(20_000),
  height: z.number().int().min(360).max(20_000),
  maximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof windowPlaceSchema>

/** The file: what the person chose, and where the window was. */
export const storedPreferencesSchema = preferencesSchema.extend({
  /** A place that makes no sense is no loss: the window opens in the middle. */
  window: windowPlaceSchema.nullable().default(null).catch(null),
})
export type StoredPreferences = z.infer<typeof storedPreferencesSchema>

export interface ParsedPreferences {
  readonly stored: StoredPreferences
  /** One sentence for each value that does not apply. */
  readonly problems: readonly string[]
}

/** Reads what a file said. What is unknown or wrong gets its default and is named; the rest counts. */
export function parsePreferences(value: unknown): ParsedPreferences {
  const { value: stored, refusals } = parseLeniently(storedPreferencesSchema, value)
  return {
    stored,
    problems: refusals.map(({ path, message }) => [...path.map(String), message].join(': ')),
  }
}
