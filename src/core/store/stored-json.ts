/**
 * Reads JSON that this program wrote into its own database. The schema's version stands for its shape; data from
 * anywhere else is checked where it comes in.
 */
export function readStored<T>(text: string): T {
  const value: T = JSON.parse(text)
  return value
}
