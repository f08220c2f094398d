import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { quitInOrder } from './quit-in-order.ts'

class EndingApp extends EventEmitter {
  readonly ended = Promise.withResolvers<void>()
  prevented = 0

  exit(): void {
    this.ended.resolve()
  }

  quit(): void {
    this.emit('will-quit', { preventDefault: () => (this.prevented += 1) })
  }
}

describe('quitting', () => {
  it('waits until everything has stopped', async () => {
    const app = new EndingApp()
    const stopped = Promise.withResolvers<void>()
    let ended = false
    quitInOrder(
      app,
      () => stopped.promise,
      () => undefined,
    )
    app.quit()
    void app.ended.promise.then(() => (ended = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect([app.prevented, ended]).toEqual([1, false])
    stopped.resolve()
    await app.ended.promise
  })

  it('stops once, however often it is asked for', async () => {
    const app = new EndingApp()
    let stops = 0
    quitInOrder(
      app,
      async () => void (stops += 1),
      () => undefined,
    )
    app.quit()
    app.quit()
    await app.ended.promise
    expect(stops).toBe(1)
  })

  it('ends although stopping failed, and reports why', async () => {
    const app = new EndingApp()
    const causes: unknown[] = []
    quitInOrder(
      app,
      () => Promise.reject(new Error('disk full')),
      (cause) => causes.push(cause),
    )
    app.quit()
    await app.ended.promise
    expect(causes).toEqual([new Error('disk full')])
  })
})
