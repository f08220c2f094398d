export interface PreferenceSwitchProps {
  readonly label: string
  readonly on: boolean
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
}

export function PreferenceSwitch({ label, on, disabled = false, onChange }: PreferenceSwitchProps) {
  return (
    <label className="preferences-switch">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  )
}
