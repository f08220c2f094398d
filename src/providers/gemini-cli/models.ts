import type { ModelWindow } from '../provider.ts'
import { type WindowTable, windowIn } from '../lineages/gemini/usage.ts'

/** From the program's own table of limits (0.61), which gives every Gemini model the same. */
const WINDOWS: WindowTable = [
  ['gemini-', 1_048_576],
  ['gemma-4', 256_000],
]

/** Window of a model; a transcript does not state it. */
export function geminiModelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  return windowIn(WINDOWS, model, largestUsed)
}
