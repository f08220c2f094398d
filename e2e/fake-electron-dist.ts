import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Marks the place of the fuses in Electron's program (Electron, `docs/tutorial/fuses.md`). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

const FUSES = '101100010'

/**
 * A folder that electron-builder takes for an Electron of this version, with a wire of fuses in Electron's layout: the
 * sentinel, the version of the wire, its length and one sign a fuse. Nothing of it can be started.
 */
export function writeFakeElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const program = join(folder, 'electron')
  writeFileSync(program, fuseWire(FUSES))
  chmodSync(program, 0o755)
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), 'none')
}

/** Content of a program that is none, but for its fuses: a sign for each, `0`, `1` or `r` for one that is no more. */
export function fuseWire(fuses: string): Buffer {
  const wire = Buffer.concat([Buffer.from([1, fuses.length]), Buffer.from(fuses, 'latin1')])
  return Buffer.concat([Buffer.from(`no program ${SENTINEL}`, 'latin1'), wire, Buffer.alloc(64)])
}
