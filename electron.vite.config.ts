import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { workerEntries } from './scripts/worker-entries.ts'

const inRoot = (path: string): string => resolve(import.meta.dirname, path)

/** Plain JavaScript that is bundled. The other dependencies stay as npm installed them (docs/decisions/0006). */
const BUNDLED = [
  '@orpc/client',
  '@orpc/contract',
  '@orpc/server',
  'zod',
  'commander',
  'yaml',
  'electron-store',
  'node-notifier',
]

/** Three builds: the desktop host, the script that hands over its port, and the page of every host. */
export default defineConfig({
  main: {
    build: {
      outDir: inRoot('dist/main'),
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        input: { index: inRoot('src/main/index.ts'), ...workerEntries(import.meta.dirname) },
        // Flat, so that every file finds every worker beside it.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: inRoot('dist/preload'),
      // A sandboxed preload is CommonJS and can load nothing but `electron`.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inRoot('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inRoot('src/renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: inRoot('dist/renderer'),
      // It lies outside the root of this build, where nothing is emptied unasked.
      emptyOutDir: true,
      minify: true,
      // The page's policy allows no inline script, and every browser that it runs in preloads modules itself.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: inRoot('src/renderer/index.html') },
    },
  },
})
