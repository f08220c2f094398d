import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from '../provider.ts'

const DRIVE = /^[A-Za-z]:[\\/]/

export function pathsOf(platform: ProviderEnvironment['platform']): typeof posix {
  return platform === 'win32' ? win32 : posix
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path)
}
