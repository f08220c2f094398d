import { randomUUID } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentLines, signingFor } from './signing.ts'

/*
 * A step of the release workflow: gives electron-builder the signing identity where its secrets are set.
 * `RUNNER_TEMP` and `GITHUB_ENV` are the workflow's own.
 */
const { env, platform } = process
const signing = signingFor(platform, env)
if (signing.kind === 'incomplete') {
  console.error(
    `The packages would be half signed. These secrets are missing: ${signing.missing.join(', ')}.`,
  )
  process.exitCode = 1
} else if (signing.kind === 'unsigned') {
  console.log('No signing identity is set: the packages will be unsigned.')
} else {
  const { GITHUB_ENV: output, RUNNER_TEMP: folder } = env
  if (output === undefined || folder === undefined) throw new Error('this is a step of the release workflow')
  const variables: Record<string, string> = { ...signing.variables, PACKAGES_ARE_SIGNED: 'yes' }
  if (signing.keyFile !== null) {
    variables['APPLE_API_KEY'] = join(folder, 'apple-api-key.p8')
    writeFileSync(variables['APPLE_API_KEY'], signing.keyFile, { mode: 0o600 })
  }
  appendFileSync(output, environmentLines(variables, randomUUID()))
  console.log('The packages will be signed.')
}
