import type { Places } from '../lineages/opencode/roots.ts'

/** `opencode.db`, and `opencode-<channel>.db` for versions that are no release. */
export const PLACES: Places = {
  folder: 'opencode',
  databaseVariable: 'OPENCODE_DB',
  database: /^opencode(?:-[\w.-]+)?\.db$/,
}
