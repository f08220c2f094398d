import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'

export interface PopoverProps {
  /** What the button says, or shows. */
  readonly button: ReactNode
  readonly className?: string
  /** Name of the button where it shows only a picture, and of what opens. */
  readonly label: string
  readonly hint?: string
  /** Which edge of the button it opens along. */
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

const ClosePopover = createContext<() => void>(() => undefined)

/** Closes the popover around the component, for what is done there. */
export function useClosePopover(): () => void {
  return useContext(ClosePopover)
}

/** A button that opens a small box beside itself. Escape, a click elsewhere and the focus leaving it close it. */
export function Popover({ button, className, label, hint, align = 'start', children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const onPress = (event: PointerEvent): void => {
      if (!(event.target instanceof Node) || frame.current?.contains(event.target) !== true) setOpen(false)
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [open])
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <div
      ref={frame}
      className="popover-frame"
      onKeyDown={(event) => {
        if (open && event.key === 'Escape') {
          event.stopPropagation()
          close()
        }
      }}
      onBlur={(event) => {
        const next = event.relatedTarget
        if (next instanceof Node && !event.currentTarget.contains(next)) setOpen(false)
      }}
    >
      <button
        ref={opener}
        type="button"
        className={className}
        aria-label={typeof button === 'string' ? undefined : label}
        title={hint ?? label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div id={id} role="dialog" aria-label={label} className="popover" data-align={align}>
          <ClosePopover value={close}>{children}</ClosePopover>
        </div>
      )}
    </div>
  )
}
