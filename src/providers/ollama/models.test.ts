import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { ollamaAddress } from './address.ts'
import { readOllamaModels } from './models.ts'
import { matchOllamaProcess } from './processes.ts'

const answer: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/ps.json'), 'utf8'))

describe('readOllamaModels', () => {
  it('tells each model with its context and its memory; the year 1 is no expiry', () => {
    expect(readOllamaModels(answer)).toEqual({
      malformed: 0,
      models: [
        {
          id: 'qwen3-coder:30b',
          model: 'qwen3-coder:30b',
          contextTokens: 32_768,
          sizeBytes: 21_474_836_480,
          graphicsBytes: 17_179_869_184,
          unloadsAt: new Date('2026-11-21T09:05:00.123Z'),
        },
        {
          id: 'nomic-embed-text:latest',
          model: 'nomic-embed-text:latest',
          contextTokens: 8192,
          sizeBytes: 600_000_000,
          graphicsBytes: 0,
          unloadsAt: undefined,
        },
      ],
    })
  })

  it('leaves open what an older version does not tell', () => {
    expect(readOllamaModels({ models: [{ name: 'old:7b', context_length: 0 }] })?.models).toEqual([
      {
        id: 'old:7b',
        model: 'old:7b',
        contextTokens: undefined,
        sizeBytes: undefined,
        graphicsBytes: undefined,
        unloadsAt: undefined,
      },
    ])
  })

  it('counts entries that are no models', () => {
    expect(readOllamaModels({ models: [null, {}, { name: 'a' }, 'text'] })).toMatchObject({
      malformed: 3,
      models: [{ id: 'a' }],
    })
  })

  it.each([null, [], {}, { models: {} }, { error: 'no' }, 'models'])('refuses %j', (other) => {
    expect(() => readOllamaModels(other)).toThrow('not a list of models')
  })
})

describe('ollamaAddress', () => {
  it.each<[string | undefined, string, number]>([
    [undefined, '127.0.0.1', 11_434],
    ['', '127.0.0.1', 11_434],
    ['localhost', '127.0.0.1', 11_434],
    [' "127.0.0.1:9" ', '127.0.0.1', 9],
    [':8080', '127.0.0.1', 8080],
    ['0.0.0.0', '127.0.0.1', 11_434],
    ['0.0.0.0:4000', '127.0.0.1', 4000],
    ['127.0.0.2:4000', '127.0.0.2', 4000],
    ['[::]:4000', '::1', 4000],
    ['[::1]', '::1', 11_434],
    ['::1', '::1', 11_434],
    ['http://localhost', '127.0.0.1', 80],
    ['http://localhost:3000/ollama', '127.0.0.1', 3000],
    ['127.0.0.1:none', '127.0.0.1', 11_434],
    ['127.0.0.1:0', '127.0.0.1', 11_434],
    ['127.0.0.1:70000', '127.0.0.1', 11_434],
  ])('of OLLAMA_HOST=%s', (value, host, port) => {
    expect(addressOf(value)).toEqual({ kind: 'loopback', host, port })
  })

  it.each([
    ['gpu-box', 'OLLAMA_HOST names gpu-box, which is not this machine'],
    ['192.168.1.5:11434', 'OLLAMA_HOST names 192.168.1.5, which is not this machine'],
    ['127.0.0.999', 'OLLAMA_HOST names 127.0.0.999, which is not this machine'],
    ['http://example.com', 'OLLAMA_HOST names example.com, which is not this machine'],
    ['https://localhost', 'OLLAMA_HOST wants https, which no server of this machine speaks'],
  ])('is none for OLLAMA_HOST=%s', (value, reason) => {
    expect(addressOf(value)).toEqual({ kind: 'not asked', reason })
  })

  function addressOf(value: string | undefined) {
    return ollamaAddress({ platform: 'linux', home: '/home/dev', env: { OLLAMA_HOST: value } })
  }
})

describe('matchOllamaProcess', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['the server', '/usr/local/bin/ollama', ['/usr/local/bin/ollama', 'serve']],
    ['the server by its other name', '/usr/bin/ollama', ['ollama', 'start']],
    ['the server of another user', undefined, ['/usr/local/bin/ollama', 'serve']],
    ['the server on Windows', 'C:\\Programs\\Ollama\\ollama.exe', ['ollama.exe', 'serve']],
  ])('takes %s for a host', (_case, exe, argv) => {
    expect(matchOllamaProcess(processOf(exe, argv))).toEqual({ role: 'host', sessionHint: undefined })
  })

  it.each<[string, string, readonly string[]]>([
    [
      'what runs a model',
      '/usr/local/bin/ollama',
      ['ollama', 'runner', '--model', '/models/blob', '--port', '1'],
    ],
    ['a chat', '/usr/local/bin/ollama', ['ollama', 'run', 'serve']],
    ['the app of macOS', '/Applications/Ollama.app/Contents/MacOS/Ollama', ['Ollama']],
    ['the app of Windows', 'C:\\Programs\\Ollama\\ollama app.exe', ['ollama app.exe']],
    ['an editor', '/usr/bin/vim', ['vim', 'ollama', 'serve']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchOllamaProcess(processOf(exe, argv))).toBeUndefined()
  })

  it('leaves a dead process alone', () => {
    expect(matchOllamaProcess({ ...processOf('ollama', ['ollama', 'serve']), zombie: true })).toBeUndefined()
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 10,
    parentPid: 1,
    exe,
    argv,
    cwd: '/',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}
