import type { ReactElement } from 'react'
import type { SessionState } from '../../shared/contract/index.ts'

/** Each state has a shape of its own, so that none is told by colour alone. */
const SHAPES: Readonly<Record<SessionState, ReactElement>> = {
  stuck: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4h2l-.25 5h-1.5zM8 10.25a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z"
    />
  ),
  waiting: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M3 1.5h10A1.5 1.5 0 0 1 14.5 3v7a1.5 1.5 0 0 1-1.5 1.5H8.5L5 15v-3.5H3A1.5 1.5 0 0 1 1.5 10V3A1.5 1.5 0 0 1 3 1.5zM4.9 5.6a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM8 5.6a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM11.1 5.6a1 1 0 1 0 0 2 1 1 0 0 0 0-2z"
    />
  ),
  working: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  idle: <circle cx="8" cy="8" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  ended: <path d="M4 8h8" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
}

export function StateGlyph({ state }: { readonly state: SessionState }) {
  return (
    <svg className="glyph" data-state={state} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  )
}
