import { type Arrangement, moved, switched } from '../preferences/arrangement.ts'

export interface ArrangeListProps {
  /** In the present order. */
  readonly parts: readonly { readonly id: string; readonly name: string; readonly shown: boolean }[]
  readonly onChange: (arrangement: Arrangement) => void
}

/** Parts that can be shown, hidden and moved. */
export function ArrangeList({ parts, onChange }: ArrangeListProps) {
  return (
    <ul className="arrange">
      {parts.map(({ id, name, shown }, place) => (
        <li key={id}>
          <label>
            <input type="checkbox" checked={shown} onChange={() => onChange(switched(parts, id))} />
            {name}
          </label>
          <button
            type="button"
            className="icon-button"
            aria-label={`Move ${name} up`}
            disabled={place === 0}
            onClick={() => onChange(moved(parts, id, -1))}
          >
            ↑
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Move ${name} down`}
            disabled={place === parts.length - 1}
            onClick={() => onChange(moved(parts, id, 1))}
          >
            ↓
          </button>
        </li>
      ))}
    </ul>
  )
}
