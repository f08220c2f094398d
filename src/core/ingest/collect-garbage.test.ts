import { expect, it } from 'vitest'
import { collectGarbage } from './collect-garbage.ts'

/** A function of its own: nothing on the stack of the test may hold it. */
function somethingUnused(): WeakRef<object> {
  return new WeakRef({ bytes: new Uint8Array(1 << 20) })
}

it('what nothing refers to is gone after garbage was collected', async () => {
  const unused = somethingUnused()
  const used = { bytes: new Uint8Array(1 << 10) }
  const referred = new WeakRef(used)
  await collectGarbage()
  expect(unused.deref()).toBeUndefined()
  expect(referred.deref()).toBe(used)
})
