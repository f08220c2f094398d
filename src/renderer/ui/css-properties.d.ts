import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties carry a value into the style sheet, which alone decides how it looks. */
    [name: `--${string}`]: string | number | undefined
  }
}
