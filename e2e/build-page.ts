import { build } from 'vite'
import config from '../electron.vite.config.ts'

// A process of its own, because a test runner's environment would make it a build for development.
if (!('renderer' in config)) throw new Error('the configuration has no renderer')
await build({ ...config.renderer, configFile: false, logLevel: 'warn' })
