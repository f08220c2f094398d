import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type CodeHighlighter, createCodeHighlighter } from './code-highlighter.ts'
import type { CodePiece } from './code-piece.ts'
import './code-text.css'

const CodeHighlighterContext = createContext<CodeHighlighter | null>(null)

/** Gives the code below it its colours. Without it code has one. */
export function CodeColors({ children }: { readonly children: ReactNode }) {
  const [highlighter] = useState(() =>
    createCodeHighlighter({
      load: () => import('./highlight-code.ts'),
      pause: () => new Promise((resolve) => setTimeout(resolve)),
    }),
  )
  return <CodeHighlighterContext value={highlighter}>{children}</CodeHighlighterContext>
}

export interface CodeTextProps {
  readonly text: string
  /** The word behind a fence, or the ending of a file's name; empty where nobody said. */
  readonly language: string
}

/** Code, in one colour at first, and in those of its language as soon as they are known. */
export function CodeText({ text, language }: CodeTextProps) {
  const pieces = usePieces(text, language)
  return <code>{pieces === null ? text : pieces.map(drawPiece)}</code>
}

/** Pieces never move within a text: their place names them. */
function drawPiece({ text, color }: CodePiece, place: number): ReactNode {
  if (color === null) return text
  return (
    <span key={place} data-code={color}>
      {text}
    </span>
  )
}

function usePieces(text: string, language: string): readonly CodePiece[] | null {
  const highlighter = useContext(CodeHighlighterContext)
  const [found, setFound] = useState<{ readonly of: string; readonly pieces: readonly CodePiece[] } | null>(
    null,
  )
  const known = highlighter === null ? null : highlighter.known(text, language)
  const isOpen = known === undefined
  useEffect(() => {
    if (highlighter === null || !isOpen) return undefined
    let isWanted = true
    const colored = async (): Promise<void> => {
      const pieces = await highlighter.highlight(text, language, () => isWanted)
      if (isWanted && pieces !== undefined && pieces !== null) setFound({ of: text, pieces })
    }
    void colored()
    return () => {
      isWanted = false
    }
  }, [highlighter, text, language, isOpen])
  return known ?? (found?.of === text ? found.pieces : null)
}
