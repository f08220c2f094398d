import type { ReactElement } from 'react'

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

export function SaveIcon() {
  return (
    <Icon>
      <path d="M8 2.5v7M5 7l3 3 3-3M3 12.5h10" />
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

export function ThemeIcon() {
  return (
    <Icon>
      <path d="M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12" />
    </Icon>
  )
}

export function ColumnsIcon() {
  return (
    <Icon>
      <path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.9 3.5v9" />
    </Icon>
  )
}

export function CommandIcon() {
  return (
    <Icon>
      <path d="M3.5 5l3 3-3 3M8.5 11.5h4.5" />
    </Icon>
  )
}

export function BackIcon() {
  return (
    <Icon>
      <path d="M9.5 3.5L5 8l4.5 4.5" />
    </Icon>
  )
}

export function OpenIcon() {
  return (
    <Icon>
      <path d="M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5" />
    </Icon>
  )
}
