import { useEffect, useRef, useState } from 'react'
import { useImportActions } from './contexts-context.ts'
import { followDrops } from './follow-drops.ts'
import './drop-zone.css'

/** Takes files that are dropped anywhere on the window, and says so while they hang over it. */
export function DropZone() {
  const { look } = useImportActions()
  const [hovers, setHovers] = useState(false)
  useEffect(
    () =>
      followDrops(window, {
        onHover: setHovers,
        onFiles: (files) => void look(files),
      }),
    [look],
  )
  return hovers && <DropHint />
}

/** Above everything, open dialogs too. Only for the eye: who drags a file sees where to. */
function DropHint() {
  const hint = useRef<HTMLDivElement>(null)
  useEffect(() => hint.current?.showPopover(), [])
  return (
    <div ref={hint} popover="manual" className="drop-hint" aria-hidden="true">
      <p>
        <strong>Drop exported contexts to look into them</strong>
        JSON, YAML or Markdown, packed or not. Nothing is imported before you say so.
      </p>
    </div>
  )
}
