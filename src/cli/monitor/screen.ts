import { Box, type Instance, render, Text } from 'ink'
import { createElement, memo, type ReactNode } from 'react'
import type { Frame } from './frame.ts'
import { DIVIDER } from './layout.ts'

/** The whole terminal, as long as it is open. */
export interface Screen {
  readonly draw: (frame: Frame) => void
  /** Gives the terminal back as it was. */
  readonly close: () => void
}

/**
 * Takes the terminal's other screen and draws frames on it. Ink writes only what differs from the frame before.
 * This file and what it imports become a bundle of their own: see scripts/build-terminal.ts.
 */
export function openScreen(streams: {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}): Screen {
  const instance: Instance = render(null, {
    ...streams,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  return {
    draw: (frame) => instance.rerender(createElement(Picture, { frame })),
    close: () => instance.cleanup(),
  }
}

function Picture({ frame: { above, main, beside, below } }: { readonly frame: Frame }): ReactNode {
  return createElement(
    Box,
    { flexDirection: 'column' },
    createElement(Lines, { lines: above }),
    createElement(
      Box,
      null,
      createElement(Box, { flexGrow: 1, flexDirection: 'column' }, createElement(Lines, { lines: main })),
      beside && createElement(Divider, { lines: main.length }),
      beside &&
        createElement(
          Box,
          { width: beside.columns, flexShrink: 0, flexDirection: 'column' },
          createElement(Lines, { lines: beside.lines }),
        ),
    ),
    createElement(Lines, { lines: below }),
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return lines.map((text, index) => createElement(Line, { key: index, text }))
}

/** A line that is too long is cut, never wrapped. */
const Line = memo(function Line({ text }: { readonly text: string }): ReactNode {
  return createElement(Text, { wrap: 'truncate' }, text === '' ? ' ' : text)
})

function Divider({ lines }: { readonly lines: number }): ReactNode {
  const signs = Array.from({ length: lines }, () => DIVIDER)
  return createElement(
    Box,
    { width: DIVIDER.length, flexShrink: 0, flexDirection: 'column' },
    createElement(Lines, { lines: signs }),
  )
}
