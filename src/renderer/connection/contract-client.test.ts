import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { createContractClient } from './contract-client.ts'
import { isHostDisconnected } from './host-disconnected.ts'
import type { HostLink } from './host-link.ts'

/** A link whose calls settle when the test says so. */
function createFakeLink(answer: HostLink['call']) {
  let open = true
  const link: HostLink = { call: answer, isOpen: () => open, close: () => void (open = false) }
  return link
}

async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(promise).then(
    () => expect.fail('resolved'),
    (error: unknown) => error,
  )
}

describe('the client of the contract', () => {
  it('rejects without a link, after one has ended, and works again over the next', async () => {
    let current: HostLink | undefined
    const client = createContractClient(() => current)
    expect(isHostDisconnected(await rejection(client.system.refresh()))).toBe(true)

    const first = createFakeLink(async () => ({ revision: 1 }))
    current = first
    expect(await client.system.refresh()).toEqual({ revision: 1 })

    first.close()
    expect(await rejection(client.system.refresh())).toMatchObject({ code: 'HOST_DISCONNECTED' })

    current = createFakeLink(async () => ({ revision: 2 }))
    expect(await client.system.refresh()).toEqual({ revision: 2 })
  })

  it('names the cause when a call was cut off', async () => {
    const cut = new Error('queue closed')
    const link = createFakeLink(async () => {
      link.close()
      throw cut
    })
    const error = await rejection(createContractClient(() => link).system.info())
    expect(error).toMatchObject({ code: 'HOST_DISCONNECTED', cause: cut })
  })

  it('hands on an answer that says no, even when the link ended with it', async () => {
    const refusal = new ORPCError('SESSION_NOT_FOUND')
    const link = createFakeLink(async () => {
      link.close()
      throw refusal
    })
    expect(await rejection(createContractClient(() => link).sessions.get({ id: 'x' }))).toBe(refusal)
  })

  it('leaves a call that its caller stopped as it is', async () => {
    const abort = new AbortController()
    const stopped = new Error('stopped')
    const link = createFakeLink(async () => {
      abort.abort()
      link.close()
      throw stopped
    })
    const call = createContractClient(() => link).system.info(undefined, { signal: abort.signal })
    expect(await rejection(call)).toBe(stopped)
  })

  it('names a stream that was cut off, after its values', async () => {
    const link = createFakeLink(async () => {
      async function* changes() {
        yield 1
        link.close()
        throw new Error('queue closed')
      }
      return changes()
    })
    const stream = await createContractClient(() => link).sessions.changes()
    expect(await stream.next()).toEqual({ done: false, value: 1 })
    expect(await rejection(stream.next())).toMatchObject({ code: 'HOST_DISCONNECTED' })
  })

  it('passes the end of reading on to the stream', async () => {
    const ended = Promise.withResolvers<void>()
    const link = createFakeLink(async () => {
      async function* changes() {
        try {
          yield 1
          yield 2
        } finally {
          ended.resolve()
        }
      }
      return changes()
    })
    for await (const _ of await createContractClient(() => link).sessions.changes()) break
    await expect(ended.promise).resolves.toBeUndefined()
  })
})
