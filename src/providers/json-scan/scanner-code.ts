import { SCANNER_MODULE } from './scanner-module.ts'

/** See `scan` in scanner.as. */
export type Scan = (start: number, end: number, shape: number, places: number, placesBytes: number) => number

/** The scanner's code, over a memory. */
export function loadScan(memory: WebAssembly.Memory): Scan {
  const code = new WebAssembly.Module(Buffer.from(SCANNER_MODULE, 'base64'))
  const { scan } = new WebAssembly.Instance(code, { env: { memory } }).exports
  if (!isScan(scan)) throw new Error('the scanner does not export its function')
  return scan
}

function isScan(value: unknown): value is Scan {
  return typeof value === 'function'
}
