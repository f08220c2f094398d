/*
 * Finds the Node that npm installed as a dependency, for whoever was started by one that is too old.
 * Any Node from 12.17 on can read this file.
 */
import { spawn } from 'child_process'
import { existsSync } from 'fs'
import { createRequire } from 'module'
import { dirname, join } from 'path'

const OLDEST = '22.18'

/** Path of the Node that package.json brings for this system; `undefined` where it brings none. */
export function ownNode() {
  const { platform, arch } = process
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    const path = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** Runs a script with our own Node in this process's place: same terminal, arguments, signals and exit code. */
export function handOver(script) {
  const node = ownNode()
  if (!node) {
    console.error(
      `llm-session needs Node ${OLDEST} or newer; this is ${process.version}, and npm has none for ${process.platform} ` +
        `${process.arch} here. Install Node 24 from https://nodejs.org and run it again.`,
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  const signals = process.platform === 'win32' ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    // Ctrl-C reaches both of us through the terminal; sent twice, it would count as a second one.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`llm-session cannot start ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code
  })
}
