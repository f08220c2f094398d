/** What went wrong, in the words of the error, with the reason that an error of the contract carries. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error && error.message !== '' ? error.message : String(error)
  const data = fieldOf(error, 'data')
  const reason = fieldOf(data, 'reason')
  return typeof reason === 'string' ? `${message} ${reason}` : message
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
