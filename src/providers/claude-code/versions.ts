/**
 * True for the versions whose usage rows all repeat what the first event of the stream says (output 1, no stop reason), so that
 * no row ever carries the true output. Seen from 2.1.9 to 2.1.58; 2.1.5 and 2.1.59 write final rows.
 */
export function losesOutput(version: string | undefined): boolean {
  const parts = /^2\.1\.(\d{1,4})/.exec(version ?? '')
  const patch = Number(parts?.[1])
  return patch >= 9 && patch <= 58
}
