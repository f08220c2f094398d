import { build } from 'vite'
import config from '../electron.vite.config.ts'

/**
 * Builds the page alone, into the folder that the first argument names. A program of its own, because the environment
 * of a test runner would make it a build for development.
 */
const [, , outDir] = process.argv
if (!('renderer' in config) || outDir === undefined) throw new Error('usage: build-page.ts FOLDER')
const { renderer } = config
await build({ ...renderer, build: { ...renderer?.build, outDir }, configFile: false, logLevel: 'warn' })
