import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/*
 * Compiles src/providers/json-scan/scanner.as to the module beside it. The compiler is fetched when it is needed: it is a
 * hundred megabytes, and the source changes once in a blue moon. With `--check` nothing is compiled or written, and it
 * fails where the module was not made from this source.
 */

const COMPILER = 'assemblyscript@0.28.20'
const OPTIONS = '-O3 --noAssert --runtime stub --enable simd --importMemory --noExportMemory'.split(' ')

const folder = resolve(import.meta.dirname, '../src/providers/json-scan')
const sourceFile = join(folder, 'scanner.as')
const moduleFile = join(folder, 'scanner-module.ts')
const recipe = [COMPILER, ...OPTIONS, readFileSync(sourceFile, 'utf8').replaceAll('\r\n', '\n')].join('\n')

if (process.argv.includes('--check')) check()
else {
  writeFileSync(moduleFile, moduleSource(compile()))
  console.log('src/providers/json-scan/scanner-module.ts written')
}

function check(): void {
  const written = existsSync(moduleFile) ? readFileSync(moduleFile, 'utf8').replaceAll('\r\n', '\n') : ''
  const code = /'([A-Za-z0-9+/=]+)'/.exec(written)?.[1] ?? ''
  if (written === moduleSource(code)) {
    console.log('src/providers/json-scan/scanner-module.ts is up to date')
    return
  }
  console.error(
    'src/providers/json-scan/scanner-module.ts was not made from scanner.as. Run: npm run generate:scanner',
  )
  process.exitCode = 1
}

/** The digest ties the code to what it was made from: neither changes unnoticed without the other. */
function moduleSource(code: string): string {
  const digest = createHash('sha256').update(recipe).update(code).digest('hex')
  return `// Written by \`npm run generate:scanner\` from scanner.as with ${COMPILER}.
// ${digest}
// biome-ignore format: code is one word
export const SCANNER_MODULE = '${code}'
`
}

/** The module in base64. */
function compile(): string {
  const npm = process.env['npm_execpath']
  if (npm === undefined) throw new Error('npm fetches the compiler: run this as `npm run generate:scanner`')
  const work = mkdtempSync(join(tmpdir(), 'scanner-'))
  try {
    copyFileSync(sourceFile, join(work, 'scanner.ts'))
    const compiler = [
      'exec',
      '--yes',
      `--package=${COMPILER}`,
      '--',
      'asc',
      'scanner.ts',
      '-o',
      'scanner.wasm',
    ]
    const { status } = spawnSync(process.execPath, [npm, ...compiler, ...OPTIONS], {
      cwd: work,
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error('the scanner cannot be compiled, see above')
    return readFileSync(join(work, 'scanner.wasm')).toString('base64')
  } finally {
    rmSync(work, { recursive: true })
  }
}
