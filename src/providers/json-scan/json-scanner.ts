import { loadScan, type Scan } from './scanner-code.ts'
import type { Shape } from './shape.ts'
import { ShapeTable } from './shape-table.ts'

/** The longest text that can be scanned. */
export const LONGEST_TEXT = 16 << 20

const PAGE = 64 << 10
const PLACE_BYTES = 2 * Int32Array.BYTES_PER_ELEMENT
/** Nothing lies at 0, which stands for nowhere. */
const SHAPES_AT = PAGE
const PLACES_AT = 2 * PAGE
const BLOCK_AT = 4 * PAGE
const COPY_AT = BLOCK_AT + LONGEST_TEXT
/** The scanner looks at more bytes at once than the last text may have behind it. */
const MEMORY_PAGES = (COPY_AT + LONGEST_TEXT) / PAGE + 1

/**
 * Steps through JSON at the speed of memory, in WebAssembly, and finds what a shape asks for. Every step is exact at
 * every depth: a quote, a brace or a whole record inside a string is never taken for structure. What no shape asks for is
 * stepped over, and checked for closed strings and balanced brackets only. A key that is written with escapes is not known.
 *
 * It has a memory of its own, of which the system gives it what is used. Text is scanned where it lies in that memory: a
 * reader's block can be there (`block`).
 */
export class JsonScanner {
  /** All of its memory. Places are indexes in it. */
  readonly bytes: Buffer
  private readonly memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES })
  /** Of the place `n`, `2 * n` is its begin and `2 * n + 1` its end. */
  readonly places: Int32Array
  private readonly table: ShapeTable
  private readonly shapes = new Map<Shape, number>()
  private code: Scan | undefined

  constructor() {
    this.bytes = Buffer.from(this.memory.buffer)
    this.places = new Int32Array(
      this.memory.buffer,
      PLACES_AT,
      (BLOCK_AT - PLACES_AT) / Int32Array.BYTES_PER_ELEMENT,
    )
    this.table = new ShapeTable(this.bytes, SHAPES_AT, PLACES_AT)
  }

  /** A block of at most `LONGEST_TEXT` bytes, always in the same place: a longer one begins with what a shorter one held. */
  block(length: number): Buffer {
    return this.bytes.subarray(BLOCK_AT, BLOCK_AT + Math.min(length, LONGEST_TEXT))
  }

  /** Where the text `block[start, end)` begins in `bytes`: it is copied there unless it is there. -1 for one that is too long. */
  placeText(block: Buffer, start: number, end: number): number {
    if (block.buffer === this.bytes.buffer) return block.byteOffset + start
    if (end - start > LONGEST_TEXT) return -1
    block.copy(this.bytes, COPY_AT, start, end)
    return COPY_AT
  }

  /**
   * Reads the object that begins at `start`. Answers the index behind it; 0 where none stands there or it is not whole,
   * and the places that were found mean nothing.
   */
  scan(shape: Shape, start: number, end: number): number {
    this.code ??= loadScan(this.memory)
    const address = this.shapes.get(shape) ?? this.write(shape)
    return this.code(start, end, address, PLACES_AT, shape.places * PLACE_BYTES)
  }

  /** Index of the first byte from `start` on that is no space, or `end`. */
  behindSpaces(start: number, end: number): number {
    let at = start
    while (at < end && (this.bytes[at] ?? 0) <= 0x20) at++
    return at
  }

  private write(shape: Shape): number {
    const address = this.table.writeMembers(shape.root.members)
    this.shapes.set(shape, address)
    return address
  }
}

/** The scanner of a thread for whoever was given none. */
export const sharedScanner = madeOnce(() => new JsonScanner())

function madeOnce<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}
