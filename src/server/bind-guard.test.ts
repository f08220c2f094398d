import { describe, expect, it } from 'vitest'
import { allowedHosts, originOf, parseBindAddress } from './bind-guard.ts'

const REFUSED = [
  '0.0.0.0',
  '0',
  '0x0',
  '0.0',
  '00.00.00.00',
  '0x00000000',
  '000000000000',
  '::',
  '[::]',
  '::0',
  '0:0:0:0:0:0:0:0',
  '::ffff:0.0.0.0',
  '::ffff:0:0',
  '*',
  '',
  ' ',
  'localhost',
  'LOCALHOST',
  '127.0.0.1 ',
  '127.1',
  '127.0.0.2',
  '2130706433',
  '0x7f000001',
  '::ffff:127.0.0.1',
  '0:0:0:0:0:0:0:1',
  '::1%lo',
  '192.168.1.10',
  '10.0.0.1',
  'fe80::1',
  'example.org',
]

describe('the bind guard', () => {
  it.each(REFUSED)('refuses to listen on %j', (host) => {
    expect(parseBindAddress(host)).toBeUndefined()
  })

  it('takes the two literal loopback addresses', () => {
    expect(['127.0.0.1', '::1', '[::1]'].map(parseBindAddress)).toEqual(['127.0.0.1', '::1', '::1'])
  })

  it('allows exactly three names with the port', () => {
    expect([...allowedHosts(4100)]).toEqual(['127.0.0.1:4100', 'localhost:4100', '[::1]:4100'])
  })

  it('allows the names alone on port 80, where clients leave the port out', () => {
    expect([...allowedHosts(80)]).toEqual(['127.0.0.1', 'localhost', '[::1]'])
  })

  it('spells the origin as a browser does', () => {
    expect(originOf('127.0.0.1', 4100)).toBe('http://127.0.0.1:4100')
    expect(originOf('::1', 4100)).toBe('http://[::1]:4100')
    expect(originOf('127.0.0.1', 80)).toBe('http://127.0.0.1')
  })
})
