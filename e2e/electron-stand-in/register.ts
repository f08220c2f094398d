import { registerHooks } from 'node:module'

const MODULE = 'stand-in:electron'
const FILE = new URL('electron.ts', import.meta.url).href

/** `node --import register.ts dist/main/index.js`: whoever imports `electron`, in parts or as a whole, gets the stand-in. */
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron' ? { url: MODULE, shortCircuit: true } : nextResolve(specifier, context),
  load: (url, context, nextLoad) =>
    url === MODULE
      ? {
          format: 'module',
          source: `export * from '${FILE}'\nexport { whole as default } from '${FILE}'`,
          shortCircuit: true,
        }
      : nextLoad(url, context),
})
