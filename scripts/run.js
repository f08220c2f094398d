/*
 * Runs a TypeScript file of this folder: `node scripts/run.js test.ts …`. npm puts our own Node first on the path;
 * this is for every other way to get here with a Node that cannot read TypeScript, and for saying so clearly.
 */
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const [major, minor] = process.versions.node.split('.').map(Number)
const self = fileURLToPath(import.meta.url)

if (major > 22 || (major === 22 && minor >= 18)) {
  const script = join(dirname(self), process.argv[2])
  process.argv.splice(1, 2, script)
  void import(`file://${script}`)
} else {
  void import('../bin/own-node.js').then(({ handOver }) => handOver(self))
}
