import type { FileTokenCache, FileVersion } from '../file-tokens.ts'

/** A cache that lasts as long as its test keeps it. A newer version of a file replaces the older one. */
export function inMemoryFileTokenCache(): FileTokenCache {
  const counts = new Map<string, { readonly version: FileVersion; readonly tokens: number }>()
  return {
    get({ path, modifiedAtMs, sizeBytes }) {
      const known = counts.get(path)
      const isSame = known?.version.modifiedAtMs === modifiedAtMs && known.version.sizeBytes === sizeBytes
      return isSame ? known.tokens : undefined
    },
    set(version, tokens) {
      counts.set(version.path, { version, tokens })
    },
  }
}
