#!/usr/bin/env node
/*
 * Starts the terminal host. Any Node from 12.17 on can read this file: one that is too old for the program
 * hands over to the Node that npm installed beside it.
 */
import { existsSync, mkdirSync, statSync } from 'fs'
import * as nodeModule from 'module'
import { homedir } from 'os'
import { isAbsolute, join } from 'path'
import { fileURLToPath } from 'url'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) start()
else void import('./own-node.js').then(({ handOver }) => handOver(fileURLToPath(import.meta.url)))

/** Runs the built program, or in a checkout that was not built its sources, which Node reads as they are. */
function start() {
  useCompileCache()
  const built = new URL('../dist/cli/main.js', import.meta.url)
  const source = new URL('../src/cli/main.ts', import.meta.url)
  void import((existsSync(built) ? built : source).href)
}

/** Keeps compiled code between runs, for a quicker start. Only in a folder that nobody else can write to: it is run. */
function useCompileCache() {
  try {
    const folder = cacheFolder()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { mode, uid } = statSync(folder)
    const isPrivate = process.platform === 'win32' || (uid === process.getuid() && (mode & 0o077) === 0)
    if (isPrivate) nodeModule.enableCompileCache(folder)
  } catch {
    // A home that cannot be written to costs some milliseconds a start, and nothing else.
  }
}

function cacheFolder() {
  const { LLM_SESSION_HOME, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (LLM_SESSION_HOME) return join(LLM_SESSION_HOME, 'compile-cache')
  return join(systemCacheFolder(XDG_CACHE_HOME, LOCALAPPDATA), 'llm-session-manager', 'compile-cache')
}

/** Where this system keeps what may be deleted at any time. */
function systemCacheFolder(xdgCacheHome, localAppData) {
  if (process.platform === 'win32') return localAppData || join(homedir(), 'AppData', 'Local')
  if (xdgCacheHome && isAbsolute(xdgCacheHome)) return xdgCacheHome
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')
}
