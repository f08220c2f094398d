import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const manifest = z.object({ devDependencies: z.object({ electron: z.string() }) })

/** The version of Electron that is packed, as package.json pins it. */
export function electronVersion(): string {
  const file = resolve(import.meta.dirname, '../../package.json')
  return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).devDependencies.electron
}
