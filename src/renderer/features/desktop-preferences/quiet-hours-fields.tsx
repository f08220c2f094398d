import type { Preferences } from '../../../shared/contract/desktop.ts'

type QuietHours = Preferences['notifications']['quietHours']

/** What quiet hours begin as. */
const NIGHT = { from: '22:00', to: '07:00' } as const

export interface QuietHoursFieldsProps {
  readonly quietHours: QuietHours
  readonly onChange: (quietHours: QuietHours) => void
}

export function QuietHoursFields({ quietHours, onChange }: QuietHoursFieldsProps) {
  return (
    <div className="preferences-quiet">
      <label className="preferences-switch">
        <input
          type="checkbox"
          checked={quietHours !== null}
          onChange={(event) => onChange(event.target.checked ? NIGHT : null)}
        />
        quiet hours
      </label>
      {quietHours !== null && (
        <>
          <Time label="from" value={quietHours.from} onChange={(from) => onChange({ ...quietHours, from })} />
          <Time label="to" value={quietHours.to} onChange={(to) => onChange({ ...quietHours, to })} />
        </>
      )}
    </div>
  )
}

interface TimeProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field that was emptied has no time to keep; the last one stays. */
function Time({ label, value, onChange }: TimeProps) {
  return (
    <label>
      {label}{' '}
      <input
        type="time"
        value={value}
        onChange={(event) => event.target.value !== '' && onChange(event.target.value.slice(0, 5))}
      />
    </label>
  )
}
