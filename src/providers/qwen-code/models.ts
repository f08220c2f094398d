import { type WindowTable, windowIn } from '../lineages/gemini/usage.ts'
import type { ModelWindow } from '../provider.ts'

/** From the program's own table of limits (0.24); what a transcript states itself wins. */
const WINDOWS: WindowTable = [
  ['qwen3-coder-plus', 1_000_000],
  ['qwen3-coder-flash', 1_000_000],
  ['qwen3.', 1_000_000],
  ['qwen-plus-latest', 1_000_000],
  ['qwen-flash-latest', 1_000_000],
  ['coder-model', 1_000_000],
  ['qwen', 262_144],
  ['gemini-', 1_000_000],
]

export function qwenModelWindow(model: string, largestUsed: number): ModelWindow | undefined {
  return windowIn(WINDOWS, model, largestUsed)
}
