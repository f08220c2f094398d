import { useMemo } from 'react'
import { arrange } from '../../preferences/arrangement.ts'
import { usePreferences } from '../../preferences/preference-context.ts'
import { COLUMNS } from './columns.ts'

export type ShownColumns = readonly (typeof COLUMNS)[number][]

/** The columns that are shown, in their order. The same list until a person changes it. */
export function useColumns(): ShownColumns {
  const kept = usePreferences((state) => state.areas.columns)
  return useMemo(() => arrange(COLUMNS, kept).filter(({ shown }) => shown), [kept])
}
