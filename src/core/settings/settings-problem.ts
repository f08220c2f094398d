import type { TextPlace } from '../text/yaml-text.ts'

/** Something in the settings that does not apply, and why. */
export interface SettingsProblem {
  /**
   * `file`: nothing of the file could be read. `refused`: a value that is out of range or of the wrong type.
   * `unknown`: a key that means nothing here; harmless where it belongs to a newer version.
   */
  readonly kind: 'file' | 'refused' | 'unknown'
  /** Where it stands, in the file's spelling: `health_weights.token_usage`; empty for the file itself. */
  readonly path: string
  readonly place: TextPlace | undefined
  readonly message: string
}

/** One line for people: `config.yaml:12:3: health_weights.token_usage: …`. `file` is a path or a name. */
export function problemText(file: string, { path, place, message }: SettingsProblem): string {
  const where = place ? `${file}:${place.line}:${place.column}` : file
  return path ? `${where}: ${path}: ${message}` : `${where}: ${message}`
}
