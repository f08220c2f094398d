import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { icnsFile, icoFile, type SizedPng } from './icon-files.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function drawn(...sizes: readonly number[]): SizedPng[] {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="3" height="4"/></svg>'
  return sizes.map((size) => ({
    size,
    png: new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng(),
  }))
}

/** Width and height that a PNG says of itself. */
function sizeOf(png: Buffer): readonly number[] {
  expect(png.subarray(0, 8).equals(SIGNATURE)).toBe(true)
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('an icon of Windows', () => {
  it('has every picture at the place and of the length that its directory says', () => {
    const pictures = drawn(16, 48, 256)
    const file = icoFile(pictures)
    expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 3])
    const entries = pictures.map((_, index) => file.subarray(6 + 16 * index, 22 + 16 * index))
    expect(entries.map((entry) => [entry.readUInt8(0), entry.readUInt8(1)])).toEqual([
      [16, 16],
      [48, 48],
      [0, 0],
    ])
    expect(entries.every((entry) => entry.readUInt16LE(4) === 1 && entry.readUInt16LE(6) === 32)).toBe(true)
    const found = entries.map((entry) => {
      const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)]
      return file.subarray(offset, offset + length)
    })
    expect(found.map(sizeOf)).toEqual([
      [16, 16],
      [48, 48],
      [256, 256],
    ])
    for (const [index, picture] of found.entries())
      expect(picture.equals(pictures[index]?.png ?? Buffer.alloc(0))).toBe(true)
    const end = entries.at(-1)
    expect((end?.readUInt32LE(8) ?? 0) + (end?.readUInt32LE(12) ?? 0)).toBe(file.length)
  })
})

describe('an icon of macOS', () => {
  /** Type and content of each part, as the lengths say. */
  function partsOf(file: Buffer): [type: string, content: Buffer][] {
    const parts: [string, Buffer][] = []
    for (let at = 8; at < file.length; ) {
      const length = file.readUInt32BE(at + 4)
      parts.push([file.toString('latin1', at, at + 4), file.subarray(at + 8, at + length)])
      at += length
    }
    return parts
  }

  it('has each picture under the types of its size, for screens of both densities', () => {
    const file = icnsFile(drawn(16, 32, 64, 128, 256, 512, 1024))
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const sizes = Object.fromEntries(partsOf(file).map(([type, png]) => [type, sizeOf(png)[0]]))
    expect(sizes).toEqual({
      icp4: 16,
      icp5: 32,
      ic11: 32,
      icp6: 64,
      ic12: 64,
      ic07: 128,
      ic08: 256,
      ic13: 256,
      ic09: 512,
      ic14: 512,
      ic10: 1024,
    })
  })

  it('leaves out a size that it has no type for', () => {
    expect(partsOf(icnsFile(drawn(48)))).toEqual([])
  })
})
