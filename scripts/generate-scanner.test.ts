import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCANNER = 'src/providers/json-scan'
const SOURCE = `${SCANNER}/scanner.as`
const CODE = `${SCANNER}/scanner-module.ts`
const SCRIPT = 'scripts/generate-scanner.ts'

/** A copy of what the script looks at. */
let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'scanner-'))
  for (const file of [SOURCE, CODE, SCRIPT])
    cpSync(join(import.meta.dirname, '..', file), join(project, file))
})

afterEach(() => rmSync(project, { recursive: true }))

function check() {
  return spawnSync(process.execPath, [join(project, SCRIPT), '--check'], { encoding: 'utf8' })
}

function change(file: string, from: string, to: string): void {
  const path = join(project, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

describe('the check of the compiled scanner', () => {
  it('passes for the code that was made from the source, whatever its line ends', () => {
    expect(check().status).toBe(0)
    for (const file of [SOURCE, CODE]) {
      const path = join(project, file)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
    }
    expect(check().status).toBe(0)
  })

  it.each([
    ['source', SOURCE, 'depth++', 'depth += 2'],
    ['code', CODE, "'AGFzbQ", "'AGFzbR"],
    ['compiler', SCRIPT, 'assemblyscript@', 'assemblyscript@1'],
  ])('fails where the %s is another one', (_what, file, from, to) => {
    change(file, from, to)
    const { status, stderr } = check()
    expect(status).toBe(1)
    expect(stderr).toContain('npm run generate:scanner')
  })

  it('fails where there is no code', () => {
    rmSync(join(project, CODE))
    expect(check().status).toBe(1)
  })
})
