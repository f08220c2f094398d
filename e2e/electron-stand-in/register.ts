import { registerHooks } from 'node:module'

/** `node --import register.ts dist/main/index.js`: whoever imports `electron` gets the stand-in. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron') return nextResolve(specifier, context)
    return { url: new URL('electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
