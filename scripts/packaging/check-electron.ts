import { execFileSync } from 'node:child_process'
import { z } from 'zod'
import { judgeElectron } from './electron-age.ts'
import { electronVersion } from './electron-version.ts'

/*
 * Ends with 1 where the Electron that would be packed is no longer maintained, or lacks a patch that is older than two
 * weeks: `node scripts/packaging/check-electron.ts`. Asks npm once.
 */
const version = electronVersion()
const answer = execFileSync('npm', ['view', 'electron', 'time', '--json'], {
  encoding: 'utf8',
  maxBuffer: 16 << 20,
})
const times = z.record(z.string(), z.string()).parse(JSON.parse(answer))
const age = judgeElectron(version, times, new Date())
if (age.kind === 'current') console.log(`Electron ${version} is current.`)
else {
  console.error(
    age.kind === 'outdated'
      ? `Electron ${version} lacks patches that are older than two weeks: take ${age.newest}.`
      : `Electron ${version} is not maintained any more; ${age.majors.join(', ')} are.`,
  )
  process.exitCode = 1
}
