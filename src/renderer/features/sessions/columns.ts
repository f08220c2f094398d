/** The columns that a person can move and hide. The sign, the assistant and the session itself always stand first. */
export const COLUMNS = [
  { id: 'state', name: 'State', isNumber: false },
  { id: 'context', name: 'Context', isNumber: false },
  { id: 'tokens', name: 'Tokens', isNumber: true },
  { id: 'cost', name: 'Cost', isNumber: true },
  { id: 'burn', name: 'Burn', isNumber: true },
  { id: 'health', name: 'Health', isNumber: false },
  { id: 'age', name: 'Age', isNumber: true },
] as const

export type ColumnId = (typeof COLUMNS)[number]['id']

/** Columns in front of those of `COLUMNS`. */
export const FIXED_COLUMNS = [
  { id: 'glyph', name: 'Sign' },
  { id: 'provider', name: 'Assistant' },
  { id: 'about', name: 'Session' },
] as const
