/** Parts of one file's responses that there is room for. */
const MOST_PARTS = 2 ** 20

/** Place in the table of the first part of a file's responses; the others follow it. */
export function firstPlaceOf(fileId: number): number {
  return fileId * MOST_PARTS
}

export function fileIdOf(place: number): number {
  return Math.floor(place / MOST_PARTS)
}

/** SQL that is true for the parts `r` of the file `f`. */
export const PARTS_OF_FILE = `r.place >= f.id * ${MOST_PARTS} AND r.place < (f.id + 1) * ${MOST_PARTS}`
