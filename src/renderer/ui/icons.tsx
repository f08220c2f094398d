import type { ReactElement } from 'react'
import type { Theme } from './theme.ts'

function Icon({ children }: { readonly children: ReactElement | readonly ReactElement[] }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export function RefreshIcon() {
  return (
    <Icon>
      <path d="M13.5 3v3.5H10M13.2 6.5A5.5 5.5 0 1 0 13.4 9.5" />
    </Icon>
  )
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="M4 4l8 8M12 4l-8 8" />
    </Icon>
  )
}

export function SearchIcon() {
  return (
    <Icon>
      <path d="M11 7A4 4 0 1 1 3 7a4 4 0 0 1 8 0zM10 10l3.5 3.5" />
    </Icon>
  )
}

export function HelpIcon() {
  return (
    <Icon>
      <path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.8-1.1 1.6M8 12.5v.01" />
    </Icon>
  )
}

const THEME_SHAPES: Readonly<Record<Theme, ReactElement>> = {
  system: <path d="M2 3h12v8H2zM6 14h4M8 11v3" />,
  dark: <path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z" />,
  light: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1M8 14v1M1 8h1M14 8h1M3 3l.7.7M12.3 12.3l.7.7M3 13l.7-.7M12.3 3.7L13 3" />
  ),
}

export function ThemeIcon({ theme }: { readonly theme: Theme }) {
  return <Icon>{THEME_SHAPES[theme]}</Icon>
}
