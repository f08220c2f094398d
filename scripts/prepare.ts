import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/*
 * Runs after `npm ci` in a checkout: builds the program, so that the next command can be `npm start`.
 * Where development dependencies were left out there is nothing to build with, and that is no failure.
 */
const buildTools = ['vite', 'electron-vite']
const missing = buildTools.filter((name) => !isInstalled(name))

if (missing.length > 0) {
  console.log(
    `prepare: not built, ${missing.join(' and ')} is not installed (development dependencies left out)`,
  )
} else {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], {
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error('prepare: the build failed, see above. Try again with: npm run build')
    process.exitCode = 1
  }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}
