import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { build as buildDesktop } from 'electron-vite'
import { buildTerminal } from './build-terminal.ts'
import { renderPictures } from './pictures/render-pictures.ts'
import { workerEntries } from './worker-entries.ts'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')

/**
 * Builds all that runs without a source: the desktop app with its window and pictures, and last the terminal host, whose age tells
 * whether a build is whole.
 */
async function buildAll(): Promise<void> {
  const startedAt = performance.now()
  if (existsSync(join(root, 'electron.vite.config.ts'))) await buildDesktop({ root, logLevel: 'warn' })
  await renderPictures(root, dist)
  await buildTerminal(root, join(dist, 'cli'))
  for (const host of ['main', 'cli']) requireWorkers(join(dist, host))
  for (const part of readdirSync(dist).toSorted()) printSizes(join(dist, part))
  console.log(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** A host that lacks a worker would only fail when it starts one: in front of a person. */
function requireWorkers(folder: string): void {
  const missing = Object.keys(workerEntries(root)).filter((name) => !existsSync(join(folder, `${name}.js`)))
  if (existsSync(folder) && missing.length > 0) {
    throw new Error(
      `${relative(root, folder)} lacks ${missing.join(', ')}: add workerEntries() to the entries of its build`,
    )
  }
}

/** One line a part of the output: how much there is to load, source maps left out. */
function printSizes(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  const total = files.reduce((sum, size) => sum + size, 0)
  const name = relative(root, folder).padEnd(14)
  console.log(
    `${name} ${String(files.length).padStart(3)} files ${(total / 1024).toFixed(0).padStart(6)} KiB`,
  )
}

await buildAll()
