import { expect, it } from 'vitest'
import { createPageRequests } from './page-requests.ts'

it('a page that listens late gets the last request, and then each as it comes', async () => {
  const requests = createPageRequests()
  requests.ask({ kind: 'session', id: 'a' })
  requests.ask({ kind: 'session', id: 'b' })
  const listening = requests.listen(undefined)
  expect((await listening.next()).value).toEqual({ kind: 'session', id: 'b' })
  const next = listening.next()
  requests.ask({ kind: 'preferences' })
  expect((await next).value).toEqual({ kind: 'preferences' })
})

it('a page that goes ends its listening', async () => {
  const gone = new AbortController()
  const next = createPageRequests().listen(gone.signal).next()
  gone.abort()
  expect((await next).done).toBe(true)
})
