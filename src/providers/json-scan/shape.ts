/**
 * What a scan is to find in a JSON value: which kinds of value, and where their places go. A place is two numbers, the
 * index of the value's first byte and the one behind it (a string's are inside its quotes), or -1 where there is none.
 * Each is named by its index among all that one scan fills, or one element of a list.
 */
export interface Field {
  /** Place of a string. */
  readonly text?: number
  /** True where the first string that is found stays; else the last one counts, as everywhere in JSON. */
  readonly firstStays?: boolean
  /** Place of a number, `true`, `false` or `null`. */
  readonly scalar?: number
  /** Keys of an object are ASCII and at most 32 bytes long. */
  readonly members?: Members
  /** The object's own place, behind those of all within it. */
  readonly inner?: { readonly first: number; readonly own: number }
  readonly elements?: Elements
}

export type Members = Readonly<Record<string, Field>>

export interface Elements {
  readonly item: Field
  /** How many there are; left out where all elements fill the same places. */
  readonly count?: number
  /** Index of the first element's first place. */
  readonly first: number
  /** Places of one element. */
  readonly places: number
  /** Those beyond are stepped over. */
  readonly most: number
}

/** An object whose places are known by the names of its members. */
export interface ObjectField<Named extends Members> extends Field {
  readonly members: Named
  readonly inner: { readonly first: number; readonly own: number }
}

export interface ListField<Item extends Field> extends Field {
  readonly elements: Elements & { readonly item: Item; readonly count: number }
}

/** Places that are no element's. */
export const MOST_PLACES = 256

/** Gives out places. Of an object, its members ask before itself. */
export class Places {
  /** How many were given out. */
  count = 0
  private nextList = MOST_PLACES

  text(): { readonly text: number } {
    return { text: this.take() }
  }

  scalar(): { readonly scalar: number } {
    return { scalar: this.take() }
  }

  object<Named extends Members>(name: (places: Places) => Named): ObjectField<Named> {
    const first = this.count
    const members = name(this)
    return { members, inner: { first, own: this.take() } }
  }

  /** A list with places for each element. Elements hold no such list themselves. */
  list<Item extends Field>(most: number, name: (places: Places) => Item): ListField<Item> {
    const element = new Places()
    const item = name(element)
    const first = this.nextList
    this.nextList += most * element.count
    return { elements: { item, count: this.take(), first, places: element.count, most } }
  }

  private take(): number {
    return this.count++
  }
}

/** A list of which no element has a place of its own. */
export function each(item: Field): Field {
  return { elements: { item, first: 0, places: 0, most: Number.MAX_SAFE_INTEGER } }
}

/** What is to be found in an object. */
export interface Shape<Named extends Members = Members> {
  readonly root: ObjectField<Named>
  /** How many places there are that are no element's. */
  readonly places: number
}

export function shapeOf<Named extends Members>(name: (places: Places) => Named): Shape<Named> {
  const places = new Places()
  const root = places.object(name)
  if (places.count > MOST_PLACES) throw new Error('a shape has too many places')
  return { root, places: places.count }
}
