import type { Places } from '../lineages/opencode/roots.ts'

/** `kilo.db`; versions that are no release, and the first ones, keep the name that the fork began with. */
export const PLACES: Places = {
  folder: 'kilo',
  databaseVariable: 'KILO_DB',
  database: /^(?:kilo|opencode)(?:-[\w.-]+)?\.db$/,
}
