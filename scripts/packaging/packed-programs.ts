import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where electron-builder leaves what it packed, beside the packages that it makes of it. */
const PLACES = [
  'linux-unpacked/llm-session-manager',
  'linux-arm64-unpacked/llm-session-manager',
  'mac/LLM Session Manager.app',
  'mac-arm64/LLM Session Manager.app',
  'win-unpacked/LLM Session Manager.exe',
] as const

/** Programs that were packed into a folder of releases. */
export function packedPrograms(release: string): readonly string[] {
  return PLACES.map((place) => join(release, place)).filter((program) => existsSync(program))
}
