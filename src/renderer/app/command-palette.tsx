import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Command, matchingCommands } from './commands.ts'
import { useCommands } from './use-commands.ts'
import './command-palette.css'

export interface CommandPaletteProps {
  readonly onClose: () => void
  readonly onHelp: () => void
}

/** A field that finds every command and every session. */
export function CommandPalette({ onClose, onHelp }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [place, setPlace] = useState(0)
  const found = matchingCommands(useCommands(onHelp), text)
  useEffect(() => dialog.current?.showModal(), [])
  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    // First, so that what the command opens is not closed with it.
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setPlace((found.length + place + step) % Math.max(found.length, 1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(found[place])
    }
  }
  return (
    <dialog ref={dialog} className="palette" aria-label="Commands" onClose={onClose}>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found.length === 0 ? undefined : optionId(place)}
        aria-label="Command or session"
        placeholder="Command or session"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setPlace(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label="Commands" className="palette-list">
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={optionId(index)}
            command={command}
            chosen={index === place}
            onRun={() => run(command)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">Nothing has these words.</p>}
    </dialog>
  )
}

interface OptionProps {
  readonly id: string
  readonly command: Command
  readonly chosen: boolean
  readonly onRun: () => void
}

function Option({ id, command, chosen, onRun }: OptionProps) {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div ref={option} id={id} role="option" aria-selected={chosen} className="palette-option" onClick={onRun}>
      <bdi className="palette-name">{command.name}</bdi>
      <bdi className="palette-hint">{command.hint}</bdi>
    </div>
  )
}

function optionId(index: number): string {
  return `palette-option-${index}`
}
