import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CACHE_FOLDER } from './corpus.ts'

/** Its later versions lack a binary for Linux. */
export const CCUSAGE_VERSION = '20.0.24'

/**
 * The native program of ccusage, fetched from npm once. Not its launcher: that is a Node of its own, and what it costs
 * says nothing about reading transcripts.
 */
export function ccusageBinary(): string {
  const folder = join(CACHE_FOLDER, `ccusage-${CCUSAGE_VERSION}`)
  const { platform, arch } = process
  const binary = join(folder, 'node_modules/@ccusage', `ccusage-${platform}-${arch}`, 'bin/ccusage')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
    execFileSync('npm', ['install', ...options, `ccusage@${CCUSAGE_VERSION}`], { stdio: 'ignore' })
  }
  chmodSync(binary, 0o755)
  return binary
}
