/** What a piece of code is, as far as it has a colour: names that the themes spell `--code-…`. */
export type CodeColor = 'keyword' | 'string' | 'constant' | 'property' | 'comment' | 'added' | 'removed'

/** A piece of code in one colour. Pieces one after the other are the text itself. */
export interface CodePiece {
  readonly text: string
  /** `null` for the colour of the text around it. */
  readonly color: CodeColor | null
}
