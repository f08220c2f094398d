import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { fuseDrift } from './fuse-drift.ts'
import { packedPrograms } from './packed-programs.ts'

/*
 * Ends with an error where a packed program is not as it must be released: `node scripts/packaging/verify-packages.ts`
 * after packaging. Every fuse as it is fixed; and where the packages are signed, a signature that the system accepts.
 */
const programs = packedPrograms(resolve(import.meta.dirname, '../../release'))
if (programs.length === 0) throw new Error('nothing was packed')
for (const program of programs) {
  const drift = await fuseDrift(program)
  if (drift.length > 0)
    throw new Error(`${program}: these fuses are not as they are fixed: ${drift.join(', ')}`)
  if (process.env['PACKAGES_ARE_SIGNED'] === 'yes') verifySignature(program)
  console.log(`${program} is as it must be.`)
}

/** Throws where the system would not start the program without a warning. */
function verifySignature(program: string): void {
  if (process.platform === 'darwin') {
    execFileSync('codesign', ['--verify', '--deep', '--strict', program], { stdio: 'inherit' })
    execFileSync('spctl', ['--assess', '--type', 'execute', program], { stdio: 'inherit' })
  }
  if (process.platform === 'win32') {
    const question = `(Get-AuthenticodeSignature -LiteralPath $env:PROGRAM_TO_VERIFY).Status`
    const status = execFileSync('powershell', ['-NoProfile', '-Command', question], {
      encoding: 'utf8',
      env: { ...process.env, PROGRAM_TO_VERIFY: program },
    }).trim()
    if (status !== 'Valid') throw new Error(`${program}: its signature is ${status}`)
  }
}
