import { type ReactNode, useMemo } from 'react'
import { CodeText } from '../code/code-text.tsx'
import { type Block, type ListEntry, parseMarkdown } from './parse-markdown.ts'
import type { Inline } from './parse-inline.ts'
import './markdown.css'

/**
 * Shows a stranger's Markdown. The only way from text to elements: it makes them of a parsed text, which holds no
 * markup and no address that could be loaded (docs/decisions/0092).
 */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return <div className="markdown">{blocks.map((block, index) => drawBlock(block, index))}</div>
}

/** Blocks never move within a text: their place names them. */
function drawBlock(block: Block, place: number): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p key={place}>{drawInline(block.content)}</p>
    case 'quote':
      return <blockquote key={place}>{drawInline(block.content)}</blockquote>
    case 'heading':
      return (
        <p key={place} className="markdown-heading" data-level={block.level}>
          {drawInline(block.content)}
        </p>
      )
    case 'code':
      return (
        <pre key={place} data-language={block.language === '' ? undefined : block.language}>
          <CodeText text={block.text} language={block.language} />
        </pre>
      )
    case 'list':
      return block.ordered ? (
        <ol key={place}>{block.items.map(drawEntry)}</ol>
      ) : (
        <ul key={place}>{block.items.map(drawEntry)}</ul>
      )
    case 'table':
      return (
        <div key={place} className="markdown-table">
          <table>
            <tbody>
              {block.rows.map((cells, row) => (
                <tr key={`${row}`}>
                  {cells.map((cell, column) => (
                    <td key={`${column}`}>{drawInline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'rule':
      return <hr key={place} />
    default:
      return null
  }
}

function drawEntry({ depth, done, content }: ListEntry, place: number): ReactNode {
  return (
    <li key={place} style={{ '--depth': depth }}>
      {done !== undefined && <span aria-label={done ? 'done' : 'to do'}>{done ? '☑ ' : '☐ '}</span>}
      {drawInline(content)}
    </li>
  )
}

function drawInline(pieces: readonly Inline[]): ReactNode {
  return pieces.map((piece, index) => drawPiece(piece, index))
}

function drawPiece(piece: Inline, place: number): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <code key={place}>{piece.text}</code>
    case 'strong':
      return <strong key={place}>{piece.text}</strong>
    case 'emphasis':
      return <em key={place}>{piece.text}</em>
    case 'struck':
      return <s key={place}>{piece.text}</s>
    case 'link':
      return (
        <span key={place} className="markdown-link" title={piece.address}>
          {piece.text}
        </span>
      )
    default:
      return null
  }
}
