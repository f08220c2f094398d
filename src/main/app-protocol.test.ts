import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, sep } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createAppProtocol, resolveAppFile } from './app-protocol.ts'

const ROOT = join(sep, 'app', 'renderer')

describe('the path guard', () => {
  it('finds the files of the page', () => {
    expect(resolveAppFile('app://window/', ROOT)).toBe(join(ROOT, 'index.html'))
    expect(resolveAppFile('app://window/index.html#token', ROOT)).toBe(join(ROOT, 'index.html'))
    expect(resolveAppFile('app://window/assets/index-Ab_1-x.js', ROOT)).toBe(
      join(ROOT, 'assets', 'index-Ab_1-x.js'),
    )
  })

  it('refuses every way out that is known', () => {
    for (const url of [
      'app://window/../secret.html',
      'app://window/%2e%2e/secret.html',
      'app://window/..%2fsecret.html',
      'app://window/%252e%252e%252fsecret.html',
      'app://window/..\\secret.html',
      'app://window/..%5csecret.html',
      'app://window//etc/passwd.html',
      'app://window/C:/secret.html',
      'app://window/index.html%00.js',
      'app://window/.env.js',
      'app://window/assets/.git/config.js',
      'app://window/etc/passwd',
      'app://window/index.html?file=/etc/passwd',
      'app://window/index.html/',
      'app://other/index.html',
      'app://window:80/index.html',
      'app://window.evil.test/index.html',
      'app://user@window/index.html',
      'file:///etc/passwd.html',
      'https://window/index.html',
      'app:index.html',
      '',
    ]) {
      const file = resolveAppFile(url, ROOT)
      // The URL parser itself may have removed the dots; then the file is one below the root.
      if (file !== undefined) expect(file, url).toBe(join(ROOT, 'secret.html'))
    }
  })

  it('never leaves the root for 100,000 random URLs (promise B3)', () => {
    const random = createRandom(20_260_102)
    const pieces = [
      '/',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      '%00',
      'a',
      'index.html',
      '.js',
      ':',
      '@',
      '?',
      '#',
      '%',
      ' ',
      '\u0000',
      'é',
      '..;',
      '~',
      '//',
      'C:',
      '%c0%ae',
      '\n',
      '\t',
    ]
    let resolved = 0
    for (let round = 0; round < 100_000; round += 1) {
      const length = 1 + random(12)
      const path = Array.from({ length }, () => pieces[random(pieces.length)]).join('')
      const file = resolveAppFile(`app://window/${path}`, ROOT)
      if (file === undefined) continue
      resolved += 1
      const below = relative(ROOT, file)
      if (below.startsWith('..') || isAbsolute(below) || below === '')
        throw new Error(`${path} led to ${file}`)
    }
    // Otherwise the fuzz proves nothing.
    expect(resolved).toBeGreaterThan(1000)
  })
})

describe('the scheme of the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'app-protocol-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'folder.html'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  const answer = createAppProtocol(root)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('sends the page with its type and its policy (checklist 7)', async () => {
    const response = await answer(new Request('app://window/index.html'))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('has nothing but files of the page', async () => {
    for (const path of ['missing.html', 'folder.html', '../secret.html', '%2e%2e/secret.html'])
      expect((await answer(new Request(`app://window/${path}`))).status, path).toBe(404)
  })

  it('is for reading', async () => {
    expect((await answer(new Request('app://window/index.html', { method: 'POST' }))).status).toBe(405)
  })
})

/** A small generator with a fixed seed, so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
