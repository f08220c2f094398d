import { fileURLToPath } from 'node:url'

/** Folder of `package.json`. Both `src/cli` and `dist/cli` lie two folders below it; this module stays at that depth. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url))
