import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Marks the place of the fuses in Electron's program (Electron, `docs/tutorial/fuses.md`). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

const FUSE_COUNT = 9

/**
 * A folder that electron-builder takes for an Electron of this version, with a wire of fuses in Electron's layout: the
 * sentinel, the version of the wire, its length and one sign a fuse. Nothing of it can be started.
 */
export function writeFakeElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const wire = Buffer.concat([Buffer.from([1, FUSE_COUNT]), Buffer.from('101100010', 'latin1')])
  const program = join(folder, 'electron')
  writeFileSync(
    program,
    Buffer.concat([Buffer.from(`no program ${SENTINEL}`, 'latin1'), wire, Buffer.alloc(64)]),
  )
  chmodSync(program, 0o755)
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), 'none')
}
