import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { handOverContract } from './port-handover.ts'

class RecordingContents extends EventEmitter {
  readonly posted: { readonly channel: string; readonly ports: readonly string[] }[] = []

  postMessage(channel: string, _message: null, ports: string[]): void {
    this.posted.push({ channel, ports })
  }
}

function handedOver(isOurPage: () => boolean = () => true) {
  const contents = new RecordingContents()
  const open = new Set<string>()
  let made = 0
  handOverContract(contents, isOurPage, () => {
    made += 1
    const pagePort = `port ${made}`
    open.add(pagePort)
    return { pagePort, stop: () => void open.delete(pagePort) }
  })
  return { contents, open }
}

describe('the port of a page', () => {
  it('comes when the page has loaded, and not before', () => {
    const { contents, open } = handedOver()
    expect(open.size).toBe(0)
    contents.emit('did-finish-load')
    expect(contents.posted).toEqual([{ channel: 'llm-session.contract-port', ports: ['port 1'] }])
  })

  it('comes to no page but ours, and ends when another one comes', () => {
    let isOurs = true
    const { contents, open } = handedOver(() => isOurs)
    contents.emit('did-finish-load')
    isOurs = false
    contents.emit('did-finish-load')
    expect(open.size).toBe(0)
    expect(contents.posted).toHaveLength(1)
  })

  it('is closed before the next page has one', () => {
    const { contents, open } = handedOver()
    contents.emit('did-finish-load')
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(open.size).toBe(0)
    contents.emit('did-finish-load')
    expect([...open]).toEqual(['port 2'])
  })

  it('is the only one even where a load is told twice', () => {
    const { contents, open } = handedOver()
    contents.emit('did-finish-load')
    contents.emit('did-finish-load')
    expect([...open]).toEqual(['port 2'])
  })

  it('outlives a jump within the page and the navigation of a frame', () => {
    const { contents, open } = handedOver()
    contents.emit('did-finish-load')
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    expect(open.size).toBe(1)
  })

  for (const event of ['render-process-gone', 'destroyed']) {
    it(`is closed by ${event}`, () => {
      const { contents, open } = handedOver()
      contents.emit('did-finish-load')
      contents.emit(event)
      expect(open.size).toBe(0)
    })
  }
})
