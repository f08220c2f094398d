/** Heights of the rows that were drawn so far, by their keys. Another object whenever one of them changed. */
export interface MeasuredHeights {
  /** In pixels; `undefined` for a row that was never drawn. */
  readonly of: (key: string) => number | undefined
}

/** Where a list is scrolled to, and what is known of its rows. */
export interface ScrollState {
  readonly top: number
  readonly height: number
  readonly measured: MeasuredHeights
}

/** Whoever is this near to the end, in pixels, is at it. */
const END_SLACK = 48

/** Which rows there are, and where. */
export interface RowPlaces {
  readonly keys: readonly string[]
  /** See `offsetsOf`. */
  readonly offsets: Float64Array
  /** Pixels at the top that something else covers. */
  readonly covered: number
  /** Whether a reader who is at the end stays there while rows are added. */
  readonly sticksToEnd: boolean
}

/** What a list with many rows needs to know of the browser: what is in sight, and how high the drawn rows are. */
export class RowHeights {
  readonly #listeners = new Set<() => void>()
  readonly #heights = new Map<string, number>()
  readonly #observer = new ResizeObserver((entries) => this.#measure(entries))
  #scroller: HTMLElement | undefined
  #state: ScrollState = { top: 0, height: 0, measured: this.#heightsNow() }
  /** The row to bring into sight, until it is there. */
  #goal: string | null = null
  #isAtEnd = true
  /** The last row that was named as a goal, reached or not. */
  #named: string | null = null

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly state = (): ScrollState => this.#state

  /** Follows the element that scrolls. Returns how to stop. */
  follow(scroller: HTMLElement): () => void {
    this.#scroller = scroller
    const look = (): void => this.#set({ top: scroller.scrollTop, height: scroller.clientHeight })
    const scrolled = (): void => {
      const { scrollTop, clientHeight, scrollHeight } = scroller
      this.#isAtEnd = scrollTop + clientHeight >= scrollHeight - END_SLACK
      look()
    }
    const resized = new ResizeObserver(look)
    resized.observe(scroller)
    scroller.addEventListener('scroll', scrolled, { passive: true })
    look()
    return () => {
      resized.disconnect()
      scroller.removeEventListener('scroll', scrolled)
      this.#scroller = undefined
    }
  }

  /** Measures a row, named by its `data-key`, as long as it is drawn. For a `ref`. */
  readonly observe = (row: HTMLElement | null): (() => void) | undefined => {
    if (row === null) return undefined
    this.#observer.observe(row)
    return () => this.#observer.unobserve(row)
  }

  /**
   * Scrolls towards the goal. It is reached when it is in sight and was measured: until then guessed heights of rows
   * on the way may be wrong.
   */
  approach(goal: string | null, { keys, offsets, covered, sticksToEnd }: RowPlaces): void {
    if (goal !== this.#named) this.#goal = goal
    this.#named = goal
    const index = this.#goal === null ? -1 : keys.indexOf(this.#goal)
    const scroller = this.#scroller
    if (scroller !== undefined && sticksToEnd && this.#isAtEnd) scroller.scrollTop = scroller.scrollHeight
    if (index === -1 || scroller === undefined) return
    const start = offsets[index] ?? 0
    const end = (offsets[index + 1] ?? 0) + covered
    const { scrollTop, clientHeight } = scroller
    if (start < scrollTop || end - start > clientHeight) scroller.scrollTop = start
    else if (end > scrollTop + clientHeight) scroller.scrollTop = end - clientHeight
    if (this.#heights.has(keys[index] ?? '')) this.#goal = null
  }

  /** Rows above what is in sight may turn out higher or lower: then what is in sight stays where it is. */
  #measure(entries: readonly ResizeObserverEntry[]): void {
    const scroller = this.#scroller
    const edge = scroller?.getBoundingClientRect().top ?? 0
    let changed = false
    let above = 0
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement ? target.dataset['key'] : undefined
      const height = borderBoxSize[0]?.blockSize ?? 0
      // A row that is being taken away is reported once more, without a height.
      if (key === undefined || height === 0) continue
      const before = this.#heights.get(key)
      if (before === height) continue
      this.#heights.set(key, height)
      changed = true
      if (before !== undefined && target.getBoundingClientRect().bottom < edge) above += height - before
    }
    if (!changed) return
    if (above !== 0 && scroller !== undefined) scroller.scrollTop += above
    this.#set({ measured: this.#heightsNow() })
  }

  #heightsNow(): MeasuredHeights {
    return { of: (key) => this.#heights.get(key) }
  }

  #set(part: Partial<ScrollState>): void {
    const next = { ...this.#state, ...part }
    const { top, height, measured } = this.#state
    if (next.top === top && next.height === height && next.measured === measured) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
