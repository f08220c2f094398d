import { join } from 'node:path'
import { build } from 'vite'
import { workerEntries } from './worker-entries.ts'

/**
 * Packages that stay as npm installed them: native code, and code that finds its own files at run time. All others
 * are bundled, which halves the start of `llm-session` (docs/decisions/0006).
 */
const EXTERNAL: string[] = ['better-sqlite3', 'systeminformation', 'js-tiktoken']

/** Bundles the terminal host and its workers. The output is flat: every file finds every worker beside it. */
export async function buildTerminal(root: string, outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node22',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { main: join(root, 'src/cli/main.ts'), ...workerEntries(root) },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: EXTERNAL },
  })
}
