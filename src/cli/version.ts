import { readFileSync } from 'node:fs'

/** Version of this package. Both `src/cli` and `dist/cli` lie two folders below `package.json`. */
export const version = readVersion(new URL('../../package.json', import.meta.url))

function readVersion(file: URL): string {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') {
    return manifest.version
  }
  throw new Error(`${file.pathname} names no version`)
}
