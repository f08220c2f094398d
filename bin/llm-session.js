#!/usr/bin/env node
/*
 * Starts the terminal host. Any Node from 12.17 on can read this file: one that is too old for the program
 * hands over to the Node that npm installed beside it.
 *
 * Modules of Node are asked for, not imported: an import loads all that a module exports, which takes milliseconds.
 */
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) start()
else handOver()

/** Runs the built program, or in a checkout that was not built its sources, which Node reads as they are. */
function start() {
  const { existsSync } = process.getBuiltinModule('fs')
  useCompileCache()
  const built = new URL('../dist/cli/main.js', import.meta.url)
  const source = new URL('../src/cli/main.ts', import.meta.url)
  void import((existsSync(built) ? built : source).href)
}

function handOver() {
  const self = import('url').then(({ fileURLToPath }) => fileURLToPath(import.meta.url))
  void Promise.all([import('./own-node.js'), self]).then(([ownNode, script]) => ownNode.handOver(script))
}

/** Keeps compiled code between runs, for a quicker start. Only in a folder that nobody else can write to: it is run. */
function useCompileCache() {
  const { mkdirSync, statSync } = process.getBuiltinModule('fs')
  try {
    const folder = cacheFolder()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { mode, uid } = statSync(folder)
    const isPrivate = process.platform === 'win32' || (uid === process.getuid() && (mode & 0o077) === 0)
    if (isPrivate) process.getBuiltinModule('module').enableCompileCache(folder)
  } catch {
    // A home that cannot be written to costs some milliseconds a start, and nothing else.
  }
}

function cacheFolder() {
  const { join } = process.getBuiltinModule('path')
  const { LLM_SESSION_HOME } = process.env
  if (LLM_SESSION_HOME) return join(LLM_SESSION_HOME, 'compile-cache')
  return join(systemCacheFolder(), 'llm-session-manager', 'compile-cache')
}

/** Where this system keeps what may be deleted at any time. */
function systemCacheFolder() {
  const { isAbsolute, join } = process.getBuiltinModule('path')
  const { homedir } = process.getBuiltinModule('os')
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (process.platform === 'win32') return LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')
}
