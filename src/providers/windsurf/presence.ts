import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { windsurfRoots } from './places.ts'
import { matchWindsurfProcess } from './processes.ts'

/** Windsurf, which later versions call Devin Desktop. */
export const presence: Presence = {
  manifest,
  roots: windsurfRoots,
  modelWindow: () => undefined,
  matchProcess: matchWindsurfProcess,
}
