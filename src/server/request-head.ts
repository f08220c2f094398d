/** The start of a request as it came, before any library has merged, dropped or normalised a header. */
export interface RequestHead {
  readonly method: string
  /** Request target: path and query as sent. */
  readonly target: string
  /** Names and values alternating, in the order sent. */
  readonly rawHeaders: readonly string[]
}

/** Values of a header in the order sent; `name` in lower case. */
export function headerValues(head: RequestHead, name: string): readonly string[] {
  return head.rawHeaders.filter((_, index) => index % 2 === 1 && nameAt(head, index) === name)
}

/** Header names in lower case. */
export function headerNames(head: RequestHead): readonly string[] {
  return head.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
}

/** Path of the target as sent: nothing decoded, no dots resolved. */
export function pathOf(target: string): string {
  const end = target.search(/[?#]/)
  return end === -1 ? target : target.slice(0, end)
}

function nameAt(head: RequestHead, valueIndex: number): string | undefined {
  return head.rawHeaders[valueIndex - 1]?.toLowerCase()
}
