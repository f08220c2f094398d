/**
 * Collects this thread's garbage and gives the memory back. V8 does so by itself while more is made: a thread that has
 * read gigabytes and then waits keeps all of it. The inspector is what Node has for that without a flag; nothing listens.
 */
export async function collectGarbage(): Promise<void> {
  const { Session } = await import('node:inspector/promises')
  const session = new Session()
  session.connect()
  try {
    await session.post('HeapProfiler.collectGarbage')
  } finally {
    session.disconnect()
  }
}
