import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { lmStudioAddress } from './address.ts'
import { readLmStudioModels } from './models.ts'
import { matchLmStudioProcess } from './processes.ts'

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'))
}

function loaded(id: string, model: string, contextTokens: number | undefined) {
  return { id, model, contextTokens, sizeBytes: undefined, graphicsBytes: undefined, unloadsAt: undefined }
}

describe('readLmStudioModels', () => {
  it('tells each instance of a model that is loaded, and none that is only installed', () => {
    expect(readLmStudioModels(fixture('v1-models.json'))).toEqual({
      malformed: 0,
      models: [
        loaded('openai/gpt-oss-20b', 'openai/gpt-oss-20b', 8192),
        loaded('openai/gpt-oss-20b:2', 'openai/gpt-oss-20b', 131_072),
      ],
    })
  })

  it('reads the older answer', () => {
    expect(readLmStudioModels(fixture('v0-models.json'))).toEqual({
      malformed: 0,
      models: [loaded('meta-llama-3.1-8b-instruct', 'meta-llama-3.1-8b-instruct', 4096)],
    })
  })

  it('understands that a path is not known', () => {
    const error = 'Unexpected endpoint or method. (GET /api/v1/models)'
    expect(readLmStudioModels({ error })).toBeUndefined()
  })

  it('counts entries that are no models', () => {
    const instances = [{ id: 'a' }, {}, null]
    const models = [null, { key: 'm', loaded_instances: instances }, { key: 'm', loaded_instances: {} }, {}]
    expect(readLmStudioModels({ models })).toEqual({ malformed: 5, models: [loaded('a', 'm', undefined)] })
  })

  it.each([null, [], {}, 'models', { models: {} }])('refuses %j', (other) => {
    expect(() => readLmStudioModels(other)).toThrow('not a list of models')
  })
})

describe('lmStudioAddress', () => {
  it.each<[string | undefined, number]>([
    [undefined, 1234],
    ['{"port":4321,"networkInterface":"0.0.0.0"}', 4321],
    ['{"port":"4321"}', 1234],
    ['{"port":0}', 1234],
    ['{"port":65536}', 1234],
    ['[]', 1234],
    ['{', 1234],
  ])('with the file %s', (text, port) => {
    const asked: string[] = []
    const files = {
      list: () => undefined,
      modifiedAt: () => undefined,
      read: (path: string) => {
        asked.push(path)
        return text
      },
    }
    const environment = { platform: 'win32', home: 'C:\\Users\\dev', env: {} } as const
    expect(lmStudioAddress(environment, files)).toEqual({ kind: 'loopback', host: '127.0.0.1', port })
    expect(asked).toEqual(['C:\\Users\\dev\\.lmstudio\\.internal\\http-server-config.json'])
  })
})

describe('matchLmStudioProcess', () => {
  const app = processOf('/Applications/LM Studio.app/Contents/MacOS/LM Studio', ['LM Studio'])
  const host = { role: 'host', sessionHint: undefined }

  it.each<[string, ProcessInfo]>([
    ['the app', app],
    ['the app on Windows', processOf('C:\\Programs\\LM Studio\\LM Studio.exe', ['LM Studio.exe'])],
    ['the app on Linux', processOf('/tmp/.mount_LM-Stu1/lm-studio', ['lm-studio', '--no-sandbox'])],
    ['the server without a window', processOf('/home/dev/.lmstudio/llmster/0.0.3/llmster', ['llmster'])],
  ])('takes %s for a host', (_case, process) => {
    expect(matchLmStudioProcess(process, undefined)).toEqual(host)
  })

  it.each<[string, ProcessInfo, ProcessInfo | undefined]>([
    ['a helper of macOS', processOf('/Applications/LM Studio Helper (GPU)', ['LM Studio Helper']), app],
    ['a process of Electron', { ...app, argv: ['lm-studio', '--type=renderer'] }, undefined],
    ['what the app starts of itself', { ...app, argv: ['LM Studio', 'worker.js'] }, app],
    ['its command line', processOf('/home/dev/.lmstudio/bin/lms', ['lms', 'ps']), undefined],
    ['a dead process', { ...app, zombie: true }, undefined],
  ])('leaves %s alone', (_case, process, parent) => {
    expect(matchLmStudioProcess(process, parent)).toBeUndefined()
  })
})

function processOf(exe: string, argv: readonly string[]): ProcessInfo {
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
