import { describe, expect, it } from 'vitest'
import {
  countOf,
  instantOf,
  listOf,
  objectOf,
  objectsOf,
  parseJson,
  parseObject,
  textOf,
  tokensOf,
} from './json-values.ts'

describe('a value of the wrong kind', () => {
  it.each([undefined, null, true, '', 'text', [], NaN])('is an object without fields: %j', (value) => {
    expect(objectOf(value)).toEqual({})
  })

  it.each([undefined, null, true, '', 1, {}])('holds nothing: %j', (value) => {
    expect(listOf(value)).toEqual([])
    expect(objectsOf(value)).toEqual([])
  })

  it('is left out of a list of objects', () => {
    expect(objectsOf([{ a: 1 }, null, [], 'text'])).toEqual([{ a: 1 }])
  })

  it.each([undefined, null, true, '', 1, [], {}])('is no text: %j', (value) => {
    expect(textOf(value)).toBeUndefined()
  })
})

it('takes a space for text: only nothing says nothing', () => {
  expect(textOf(' ')).toBe(' ')
})

describe('a number', () => {
  it.each([
    [0, 0, 0],
    [7, 7, 7],
    [1e12, 1e12, 1e12],
    [2.5, undefined, 3],
    [-1, undefined, undefined],
    [1e12 + 1, undefined, undefined],
    [NaN, undefined, undefined],
    [Infinity, undefined, undefined],
    ['7', undefined, undefined],
  ])('%j is %j tokens, and counts as %j', (value, tokens, count) => {
    expect(tokensOf(value)).toBe(tokens)
    expect(countOf(value)).toBe(count)
  })

  it.each([
    [1, 1],
    [8.64e15, 8.64e15],
    [8.64e15 + 2, undefined],
    [0, undefined],
    [-1, undefined],
    ['2026-11-21T09:00:00Z', 1_795_251_600_000],
    ['1969-12-31T23:59:59Z', undefined],
    ['yesterday', undefined],
    [null, undefined],
  ])('%j is the instant %j', (value, instant) => {
    expect(instantOf(value)).toBe(instant)
  })
})

describe('text from outside', () => {
  it.each<[string, unknown, unknown]>([
    ['{"a":1}', { a: 1 }, { a: 1 }],
    ['[1]', [1], undefined],
    ['null', null, undefined],
    ['{', undefined, undefined],
    ['', undefined, undefined],
  ])('%j', (text, json, object) => {
    expect(parseJson(text)).toEqual(json)
    expect(parseObject(text)).toEqual(object)
  })
})
