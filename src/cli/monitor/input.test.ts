import { describe, expect, it } from 'vitest'
import { readInputs } from './input.ts'

const ESC = '\u001b'
const inputsOf = (received: string) => readInputs(received, true).inputs

describe('input', () => {
  it.each([
    [`${ESC}[A`, 'up'],
    [`${ESC}OB`, 'down'],
    [`${ESC}[H`, 'home'],
    [`${ESC}[4~`, 'end'],
    [`${ESC}[6~`, 'page-down'],
    ['\r', 'enter'],
    ['\u007f', 'backspace'],
    ['\u0003', 'interrupt'],
    ['\u001a', 'suspend'],
    [ESC, 'escape'],
  ])('knows %j as the key %s', (received, key) => {
    expect(inputsOf(received)).toEqual([{ kind: 'key', key }])
  })

  it('is taken apart where several came together, by whole characters', () => {
    expect(inputsOf(`jé🚀${ESC}[B/`)).toEqual([
      { kind: 'text', text: 'j' },
      { kind: 'text', text: 'é' },
      { kind: 'text', text: '🚀' },
      { kind: 'key', key: 'down' },
      { kind: 'text', text: '/' },
    ])
  })

  it.each([ESC, `${ESC}[`, `${ESC}[<0;1`, `${ESC}O`])('waits for the rest of %j', (beginning) => {
    expect(readInputs(`j${beginning}`, false)).toEqual({
      inputs: [{ kind: 'text', text: 'j' }],
      rest: beginning,
    })
  })

  it('counts clicks and turns of the wheel from 0, and leaves releases and other buttons out', () => {
    expect(inputsOf(`${ESC}[<0;7;3M${ESC}[<0;7;3m${ESC}[<64;1;1M${ESC}[<65;1;1M${ESC}[<2;9;9M`)).toEqual([
      { kind: 'click', line: 2, column: 6 },
      { kind: 'wheel', by: -1 },
      { kind: 'wheel', by: 1 },
    ])
  })

  it('keeps what is pasted apart from what is typed, over several pieces', () => {
    const first = readInputs(`${ESC}[200~qu`, false)
    expect(first.inputs).toEqual([])
    expect(readInputs(`${first.rest}it${ESC}[201~q`, false)).toEqual({
      inputs: [
        { kind: 'paste', text: 'quit' },
        { kind: 'text', text: 'q' },
      ],
      rest: '',
    })
  })

  it('does not wait for ever for the end of a paste', () => {
    const { inputs, rest } = readInputs(`${ESC}[200~${'x'.repeat(200_000)}`, false)
    expect(rest).toBe('')
    expect(inputs).toEqual([{ kind: 'paste', text: 'x'.repeat(100_000) }])
  })

  it.each([`${ESC}[1;5A`, `${ESC}[?1;2c`, `${ESC}[15~`, `${ESC}j`, '\u0000', `${ESC}[I`])(
    'takes %j for nothing, and never for letters',
    (received) => {
      expect(inputsOf(received)).toEqual([])
    },
  )
})
