import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadStaticFiles } from './static-files.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-files-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the static files', () => {
  it('are known by their paths, and the index also by the root', async () => {
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), 'page')
    await writeFile(join(folder, 'assets', 'app.js'), 'code')
    const files = await loadStaticFiles(folder)
    expect([...files.keys()].sort()).toEqual(['/', '/assets/app.js', '/index.html'])
    expect(files.get('/')?.body.toString()).toBe('page')
  })

  it.each([
    ['a.js', 'text/javascript; charset=utf-8'],
    ['a.mjs', 'text/javascript; charset=utf-8'],
    ['a.CSS', 'text/css; charset=utf-8'],
    ['a.svg', 'image/svg+xml'],
    ['a.png', 'image/png'],
    ['a.woff2', 'font/woff2'],
    ['a.js.map', 'application/json; charset=utf-8'],
    ['a.exe', 'application/octet-stream'],
    ['noextension', 'application/octet-stream'],
  ])('%s has the type %s', async (name, type) => {
    await writeFile(join(folder, 'index.html'), '')
    await writeFile(join(folder, name), '')
    expect((await loadStaticFiles(folder)).get(`/${name}`)?.contentType).toBe(type)
  })

  it('leave out links, which may point anywhere', async () => {
    await writeFile(join(folder, 'index.html'), '')
    await symlink('/etc/hostname', join(folder, 'hostname.txt'))
    await symlink('/etc', join(folder, 'etc'))
    expect([...(await loadStaticFiles(folder)).keys()].sort()).toEqual(['/', '/index.html'])
  })

  it('are an error where there is no built page', async () => {
    await expect(loadStaticFiles(folder)).rejects.toThrow('no built page')
    await expect(loadStaticFiles(join(folder, 'missing'))).rejects.toThrow('ENOENT')
  })
})
