/** The parser of an assistant whose transcripts are all documents, which nobody reads line by line. */
export function neverByLine(): never {
  throw new Error('a document is not read line by line')
}
