import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** User and group `nobody` of most systems: who may read nothing that is not for everyone. */
const NOBODY = 65534

/**
 * Runs `body` in a process without special rights and gives back, as JSON carries it, what it returns. To
 * root nothing is unreadable, so a test of refusals that runs as root would prove nothing.
 *
 * `body` is JavaScript that sees `module` (the source file with the absolute path `module`) and `args`. Files
 * that it uses must lie in a folder that everyone may enter.
 */
export function runAsOrdinaryUser(module: string, body: string, ...args: readonly unknown[]): unknown {
  const script = `
    import * as module from ${JSON.stringify(pathToFileURL(module).href)}
    const run = async (args) => { ${body} }
    process.stdout.write(JSON.stringify(await run(${JSON.stringify(args)})))`
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    env: {},
  })
  if (child.status !== 0) throw new Error(`the other process failed: ${child.stderr}`, { cause: child.error })
  return JSON.parse(child.stdout)
}
