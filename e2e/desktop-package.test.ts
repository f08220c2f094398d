import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { extractFile, listPackage, statFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FUSES } from '../scripts/packaging/fuses.ts'
import { notifySendArguments } from '../src/main/notifications/notify-send.ts'
import { writeFakeElectron } from './fake-electron-dist.ts'

const ROOT = resolve(import.meta.dirname, '..')
const PACKAGING_LIMIT_MS = 240_000

const folder = mkdtempSync(join(tmpdir(), 'desktop-package-'))
const packed = join(folder, 'release', 'linux-unpacked')
const archive = join(packed, 'resources', 'app.asar')
const version = '45.4.1'
let files: readonly string[]

const NOTICE = {
  title: 'billing',
  body: 'It waits.',
  isUrgent: false,
  sound: false,
  onClick: () => undefined,
  onFailed: () => undefined,
}

/** The whole packaging as `npm run package -- --linux dir` does it, over the build that is there. */
function pack(output: string): void {
  const builder = createRequire(import.meta.url).resolve('electron-builder/package.json')
  execFileSync(
    process.execPath,
    [
      join(dirname(builder), 'cli.js'),
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: ROOT, stdio: 'pipe', timeout: PACKAGING_LIMIT_MS },
  )
}

beforeAll(() => {
  writeFakeElectron(join(folder, 'electron'), version)
  pack(join(folder, 'release'))
  files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
}, PACKAGING_LIMIT_MS)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(process.platform === 'linux')('the package', () => {
  it('has the three builds and the pictures that its system needs', () => {
    for (const file of [
      '/dist/main/index.js',
      '/dist/main/ingest-worker.js',
      '/dist/preload/index.cjs',
      '/dist/renderer/index.html',
      '/dist/tray/dark/waiting-3.png',
      '/dist/tray/light/critical@2x.png',
      '/dist/icons/128x128.png',
    ])
      expect(files, file).toContain(file)
  })

  it('has no source, map, test, other host or other system’s picture', () => {
    const unwanted = files.filter((file) =>
      /\.(ts|tsx|map|ico|icns)$|\.test\.|^\/(src|e2e|bench|scripts|docs|assets)(\/|$)|^\/dist\/(cli|tray\/mac)/.test(
        file,
      ),
    )
    expect(unwanted).toEqual([])
  })

  it('has of all dependencies only the three that are loaded as they are', () => {
    const packages = new Set(
      files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
    )
    expect([...packages].toSorted()).toEqual(['better-sqlite3', 'js-tiktoken', 'systeminformation'])
  })

  it('has one native module, of this system, outside of the archive', () => {
    const native = files.filter((file) => file.endsWith('.node'))
    expect(native).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
    expect(statFile(archive, native[0]?.slice(1) ?? '')).toMatchObject({ unpacked: true })
  })

  it('has what its bundle leaves outside', () => {
    const built = join(ROOT, 'dist', 'main')
    const scripts = readdirSync(built).filter((name) => name.endsWith('.js'))
    const bundle = scripts.map((name) => readFileSync(join(built, name), 'utf8')).join('\n')
    const outside = [
      ...bundle.matchAll(/^import\b[^"'\n]*["']([^"'./\n][^"'\n]*)["'];?$/gm),
      ...bundle.matchAll(/\bimport\("([^"./][^"]*)"\)/g),
    ]
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => !isBuiltin(specifier) && specifier !== 'electron')
    for (const specifier of outside) {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
      expect(files, specifier).toContain(`/node_modules/${name}/package.json`)
    }
  })

  it('names the entry of the desktop that its windows belong to, which is that of its notifications', () => {
    const { desktopName } = z
      .object({ desktopName: z.string() })
      .parse(JSON.parse(extractFile(archive, 'package.json').toString()))
    expect(desktopName).toBe('llm-session-manager.desktop')
    expect(notifySendArguments(NOTICE, '/icon.png')).toContain(
      `--hint=string:desktop-entry:${desktopName.replace('.desktop', '')}`,
    )
  })

  it('has the same archive, byte by byte, when it is packed again', { timeout: PACKAGING_LIMIT_MS }, () => {
    pack(join(folder, 'again'))
    const again = join(folder, 'again', 'linux-unpacked', 'resources', 'app.asar')
    expect(readFileSync(again).equals(readFileSync(archive))).toBe(true)
  })

  it('knows of no place to fetch an update from', () => {
    expect(existsSync(join(packed, 'resources', 'app-update.yml'))).toBe(false)
    expect(files.filter((file) => /updat/i.test(file))).toEqual([])
  })

  const fuses = Object.entries(FuseV1Options).flatMap(([name, option]) =>
    typeof option === 'number' ? [{ name, option }] : [],
  )

  it('knows all nine fuses', () => expect(fuses).toHaveLength(9))

  it.each(fuses)('has the fuse $name as it is fixed', async ({ option }) => {
    const wire = await getCurrentFuseWire(join(packed, 'llm-session-manager'))
    expect(wire[option]).toBe(FUSES[option] ? FuseState.ENABLE : FuseState.DISABLE)
  })
})
