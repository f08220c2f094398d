import { describe, expect, it } from 'vitest'
import { decodePart, encodePart, keysOfPart, responseKey, type StoredResponse } from './response-codec.ts'
import { seededRandom } from './testing/seeded-random.ts'

const AT = Date.UTC(2026, 10, 21, 9)

function response(values: Partial<StoredResponse> = {}): StoredResponse {
  return {
    key: responseKey('msg_1'),
    model: 'claude-opus-5-5',
    at: AT,
    counts: { uncachedInput: 3, cacheRead: 185_856, cacheWrite: 1_200, output: 128 },
    cacheWrite1h: 1_000,
    reasoning: 5,
    contextUsed: 187_187,
    sidechain: false,
    inherited: false,
    ...values,
  }
}

const NUMBERS = [
  0,
  1,
  126,
  127,
  128,
  16_383,
  16_384,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 48,
  Number.MAX_SAFE_INTEGER - 1,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NaN,
  -1,
  -128,
  -(2 ** 40),
  Number.MIN_SAFE_INTEGER,
  0.5,
  -0.1,
  1_780_000_000_000.25,
]

describe('responses as bytes', () => {
  it('are the same after the way there and back', () => {
    const random = seededRandom(7)
    const any = () => NUMBERS[random(NUMBERS.length)] ?? 0
    const responses = Array.from({ length: 3_000 }, (_, index) =>
      response({
        key: responseKey(`msg_${index}`),
        model: ['claude-opus-5-5', '', 'Modell – 模型', 'gpt-6'][random(4)] ?? '',
        at: random(3) === 0 ? any() : AT + random(1_000_000) - 500_000,
        counts: { uncachedInput: any(), cacheRead: any(), cacheWrite: any(), output: any() },
        cacheWrite1h: any(),
        reasoning: any(),
        contextUsed: random(2) === 0 ? undefined : any(),
        sidechain: random(2) === 0,
        inherited: random(2) === 0,
      }),
    )
    expect(decodePart(encodePart(responses))).toEqual(responses)
    for (const one of responses) expect(decodePart(encodePart([one]))).toEqual([one])
  })

  it('give away their keys alone', () => {
    const keys = ['a', 'b', 'c'].map(responseKey)
    const part = encodePart(keys.map((key) => response({ key })))
    expect([...keysOfPart(part)]).toEqual(keys)
  })

  it('may be none', () => {
    expect(decodePart(encodePart([]))).toEqual([])
    expect(keysOfPart(encodePart([]))).toHaveLength(0)
  })

  it('may lie anywhere in a larger piece of memory', () => {
    const part = encodePart([response({ model: 'gpt-6' })])
    const around = new Uint8Array(part.length + 11)
    around.set(part, 5)
    expect(decodePart(around.subarray(5, 5 + part.length))).toEqual([response({ model: 'gpt-6' })])
  })

  it('take little', () => {
    const responses = Array.from({ length: 128 }, (_, index) =>
      response({ key: responseKey(`msg_${index}`), at: AT + index * 40_000 }),
    )
    expect(encodePart(responses).length).toBeLessThan(128 * 28)
  })
})

describe('the key of a response', () => {
  it('is another for each of many that look alike', () => {
    const texts = Array.from({ length: 60_000 }, (_, index) => [
      `chat:01a1fb86-6af7-7480-8c7e-8fa7170077d1:${index}`,
      `amp:T-01a1fb86:${index}`,
      `msg_01${index.toString(36).padStart(22, 'A')}`,
      `${index.toString(16).padStart(8, '0')}-6af7-7480/resp_0${index}`,
      String.fromCharCode(index % 65_536, index >> 4),
    ]).flat()
    expect(new Set(texts.map(responseKey)).size).toBe(new Set(texts).size)
  })

  it('is a whole number that a double holds', () => {
    for (const text of ['', 'a', 'msg_1', '\u0000', '模型']) {
      expect(Number.isSafeInteger(responseKey(text))).toBe(true)
      expect(responseKey(text)).toBeGreaterThanOrEqual(0)
    }
  })
})
